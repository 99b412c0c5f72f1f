// Looks a text up in a presstm server, and writes its translation if given.
import { readFileSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { ProtoGrpcType } from "./generated/translation_memory";

const [source, target, text, translation] = process.argv.slice(2);
const env = process.env;
const memory = "memories/" + (env.PRESSTM_MEMORY ?? "default");
const metadata = new grpc.Metadata();
if (env.PRESSTM_TOKEN)
  metadata.set("authorization", `Bearer ${env.PRESSTM_TOKEN}`);
const within = (seconds: number) => ({ deadline: Date.now() + 1000 * seconds });

const definition = loadSync("presstm/v1/translation_memory.proto", {
  includeDirs: [__dirname + "/../../../../proto"],
  enums: String, longs: String, defaults: true,
});
const { v1 } = (grpc.loadPackageDefinition(definition) as unknown as
  ProtoGrpcType).presstm;
const authority = env.PRESSTM_TLS_CA; // A PEM file.
const stub = new v1.TranslationMemoryService(
  env.PRESSTM_SERVER ?? "127.0.0.1:7411",
  authority ? grpc.credentials.createSsl(readFileSync(authority))
    : grpc.credentials.createInsecure());

function lookUp(then: () => void) {
  stub.Lookup({
    query: { text }, sourceLanguageCode: source, targetLanguageCode: target,
    memories: [{ memory }],
  }, metadata, within(10), (error, found) => {
    if (error) fail(error);
    for (const { score, target, memory } of found!.matches)
      console.log(`${score}\t${target!.segment!.text}\t${memory}`);
    then();
  });
}

function write() {
  stub.CreateTranslationUnit({
    parent: memory, writeRule: "WRITE_RULE_REPLACE_SAME_SOURCE",
    translationUnit: { origin: "ORIGIN_HUMAN", variants: [
      { languageCode: source, segment: { text } },
      { languageCode: target, segment: { text: translation } }] },
  }, metadata, within(30), (error, unit) => error ? fail(error) : console.log(
    [`stored\t${unit!.name}`, ...unit!.qualityWarnings.map(
      ({ message }) => `warning\t${message}`)].join("\n")));
}

function fail(error: grpc.ServiceError): never {
  const [trailer = Buffer.of()] = error.metadata.get("grpc-status-details-bin");
  const info = v1.Status.deserialize(trailer as Buffer).details.find(
    (detail) => detail.type_url.endsWith("/google.rpc.ErrorInfo"));
  const reason = info && v1.ErrorInfo.deserialize(info.value as Buffer).reason;
  console.error(`${grpc.status[error.code]} ${reason ?? ""}: ${error.details}`);
  process.exit(1);
}

lookUp(() => { if (translation) write(); });
