"""The API from another language: a gRPC client made from the proto files."""

import unittest

from support import SAMPLE, SAMPLE_UNITS, ServerTestCase, sample_rows

import grpc
from google.protobuf import descriptor_pb2, field_mask_pb2
import health_pb2
import reflection_pb2
from presstm.v1 import error_details_pb2
from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1 import translation_memory_pb2_grpc

SERVICE = "presstm.v1.TranslationMemoryService"


def make_unit(*variants, **fields):
    return pb.TranslationUnit(
        variants=[pb.Variant(language_code=language,
                             segment=pb.Segment(text=text))
                  for language, text in variants], **fields)


class PythonClientTest(ServerTestCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel = grpc.insecure_channel(cls.server.address, options=[
            ("grpc.enable_http_proxy", 0)])
        cls.addClassCleanup(cls.channel.close)
        cls.stub = translation_memory_pb2_grpc.TranslationMemoryServiceStub(
            cls.channel)

    def make_memory(self, name):
        self.stub.CreateMemory(pb.CreateMemoryRequest(memory_id=name))
        return "memories/" + name

    def lookup(self, text, source="en", target="ko", **fields):
        fields.setdefault("memories",
                          [pb.MemorySelection(memory="memories/default")])
        return self.stub.Lookup(pb.LookupRequest(
            query=pb.Segment(text=text), source_language_code=source,
            target_language_code=target, **fields))

    def expect_error(self, code, reason, field, call, *arguments):
        """The error's code and the details in its trailer; a `field` of None
        may be anything."""
        with self.assertRaises(grpc.RpcError) as caught:
            result = call(*arguments)
            if hasattr(result, "__next__"):
                list(result)
        error = caught.exception
        self.assertEqual(error.code(), code, error)
        self.assertTrue(error.details())
        status = error_details_pb2.Status()
        status.ParseFromString(
            dict(error.trailing_metadata())["grpc-status-details-bin"])
        self.assertEqual((status.code, status.message),
                         (code.value[0], error.details()))
        details = {detail.type_url: detail.value for detail in status.details}
        info = error_details_pb2.ErrorInfo.FromString(
            details["type.googleapis.com/google.rpc.ErrorInfo"])
        self.assertEqual((info.reason, info.domain), (reason, "presstm"))
        bad_request = error_details_pb2.BadRequest.FromString(
            details.get("type.googleapis.com/google.rpc.BadRequest", b""))
        fields = [violation.field
                  for violation in bad_request.field_violations]
        if field is not None:
            self.assertEqual(fields, [field] if field else [])

    def test_life_of_a_memory(self):
        name = self.make_memory("life")
        memory = self.stub.UpdateMemory(pb.UpdateMemoryRequest(
            memory=pb.Memory(name=name, display_name="生活",
                             default_penalty=4),
            update_mask=field_mask_pb2.FieldMask(paths=["display_name"])))
        self.assertEqual((memory.display_name, memory.default_penalty),
                         ("生活", 0))
        self.assertEqual(
            self.stub.GetMemory(pb.GetMemoryRequest(name=name)), memory)
        self.assertGreater(memory.create_time.seconds, 1_700_000_000)
        self.stub.DeleteMemory(pb.DeleteMemoryRequest(name=name))
        self.expect_error(grpc.StatusCode.NOT_FOUND, "MEMORY_NOT_FOUND",
                          "name", self.stub.GetMemory, pb.GetMemoryRequest(name=name))

    def test_life_of_a_unit(self):
        parent = self.make_memory("units")
        unit = self.stub.CreateTranslationUnit(
            pb.CreateTranslationUnitRequest(
                parent=parent, translation_unit=make_unit(
                    ("en", "Press the button."), ("ko", "버튼을 누르세요."))),
            metadata=[("presstm-user-bin", "김 기자".encode())])
        self.assertEqual(unit.created_by, "김 기자")
        self.assertTrue(unit.name.startswith(parent + "/translationUnits/"))
        changed = self.stub.UpdateTranslationUnit(
            pb.UpdateTranslationUnitRequest(
                translation_unit=pb.TranslationUnit(
                    name=unit.name, etag=unit.etag, document="manual"),
                update_mask=field_mask_pb2.FieldMask(paths=["document"])))
        self.assertEqual(changed.document, "manual")
        self.assertEqual(changed.variants, unit.variants)
        self.assertNotEqual(changed.etag, unit.etag)
        self.expect_error(
            grpc.StatusCode.ABORTED, "ETAG_MISMATCH", "etag",
            self.stub.DeleteTranslationUnit,
            pb.DeleteTranslationUnitRequest(name=unit.name, etag=unit.etag))
        self.stub.DeleteTranslationUnit(pb.DeleteTranslationUnitRequest(
            name=unit.name, etag=changed.etag))
        self.expect_error(
            grpc.StatusCode.NOT_FOUND, "TRANSLATION_UNIT_NOT_FOUND", "name",
            self.stub.GetTranslationUnit,
            pb.GetTranslationUnitRequest(name=unit.name))

    def test_lookup(self):
        row = sample_rows()[30]
        match = self.lookup(row["en"]).matches[0]
        self.assertEqual((match.score, match.type),
                         (100, pb.MATCH_TYPE_EXACT))
        self.assertEqual(match.target.segment.text, row["ko"])
        self.assertEqual(match.memory, "memories/default")
        fuzzy = self.lookup(row["ko"] + " 오늘", "ko", "zh").matches[0]
        self.assertEqual(fuzzy.type, pb.MATCH_TYPE_FUZZY)
        self.assertEqual(fuzzy.target.segment.text, row["zh"])
        self.assertEqual(fuzzy.differences[-1].query_end_code_points,
                         len(row["ko"]) + 3)

    def test_written_is_found_at_once(self):
        parent = self.make_memory("at-once")
        for number in range(50):
            text = f"Written and found, number {number} of fifty."
            self.stub.CreateTranslationUnit(pb.CreateTranslationUnitRequest(
                parent=parent,
                translation_unit=make_unit(("en", text), ("ko", "번역"))))
            match = self.lookup(
                text, memories=[pb.MemorySelection(memory=parent)]).matches[0]
            self.assertEqual(match.source.segment.text, text)

    def test_batch_with_a_bad_unit(self):
        parent = self.make_memory("batch")
        response = self.stub.BatchCreateTranslationUnits(
            pb.BatchCreateTranslationUnitsRequest(
                parent=parent, translation_units=[
                    make_unit(("en", "One."), ("ko", "하나.")),
                    make_unit(("en", " "), ("ko", "둘.")),
                    make_unit(("en", "Three."), ("ko", "셋."))]))
        kinds = [result.WhichOneof("result") for result in response.results]
        self.assertEqual(kinds, ["written", "error", "written"])
        error = response.results[1].error
        self.assertEqual(error.code, grpc.StatusCode.INVALID_ARGUMENT.value[0])
        self.assertEqual(response.results[0].written.outcome,
                         pb.WRITE_OUTCOME_ADDED)

    def import_requests(self, parent, chunk_bytes=10_000):
        yield pb.ImportTmxRequest(config=pb.ImportTmxConfig(
            parent=parent, source_name="press_sample.tmx"))
        content = SAMPLE.read_bytes()
        for begin in range(0, len(content), chunk_bytes):
            yield pb.ImportTmxRequest(
                chunk=content[begin:begin + chunk_bytes])

    def test_import_and_export_streams(self):
        parent = self.make_memory("streams")
        progress = list(self.stub.ImportTmx(self.import_requests(parent)))
        self.assertTrue(progress[-1].done)
        self.assertEqual([message.done for message in progress[:-1]],
                         [False] * (len(progress) - 1))
        self.assertEqual((progress[-1].read_count, progress[-1].added_count),
                         (SAMPLE_UNITS, SAMPLE_UNITS))
        self.assertEqual(progress[-1].processed_bytes, SAMPLE.stat().st_size)
        exported = b"".join(
            response.chunk for response in self.stub.ExportTmx(
                pb.ExportTmxRequest(parent=parent)))
        self.assertEqual(exported.count(b"</tu>"), SAMPLE_UNITS)
        self.assertIn(sample_rows()[-1]["zh"].encode(), exported)

    def test_pages(self):
        parent = "memories/default"
        names, token = [], ""
        while True:
            page = self.stub.ListTranslationUnits(
                pb.ListTranslationUnitsRequest(parent=parent, page_size=150,
                                               page_token=token))
            names += [unit.name for unit in page.translation_units]
            token = page.next_page_token
            if not token:
                break
        self.assertEqual(len(names), SAMPLE_UNITS)
        self.assertEqual(len(set(names)), SAMPLE_UNITS)
        self.expect_error(
            grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", "page_token",
            self.stub.ListTranslationUnits,
            pb.ListTranslationUnitsRequest(parent=parent, page_token="x"))

    def test_errors_say_which_field(self):
        invalid = grpc.StatusCode.INVALID_ARGUMENT
        memories = [pb.MemorySelection(memory="memories/default")]

        def request(**fields):
            base = dict(query=pb.Segment(text="x"), source_language_code="en",
                        target_language_code="ko", memories=memories)
            return pb.LookupRequest(**{**base, **fields})

        rows = {
            "threshold": (request(threshold=101), invalid, "INVALID_ARGUMENT",
                          "threshold"),
            "source": (request(source_language_code="??"), invalid,
                       "UNKNOWN_LANGUAGE", "source_language_code"),
            "target": (request(target_language_code=""), invalid,
                       "UNKNOWN_LANGUAGE", "target_language_code"),
            "empty": (request(query=pb.Segment(text="")), invalid,
                      "SEGMENT_EMPTY", "query.text"),
            "megabyte": (request(query=pb.Segment(text="x" * 1_000_000)),
                         invalid, "SEGMENT_TOO_LONG", "query.text"),
            "memory": (request(memories=[pb.MemorySelection(
                memory="memories/nowhere")]), grpc.StatusCode.NOT_FOUND,
                "MEMORY_NOT_FOUND", None),
        }
        for name, (message, code, reason, field) in rows.items():
            with self.subTest(name):
                self.expect_error(code, reason, field, self.stub.Lookup,
                                  message)

    def test_invalid_utf8(self):
        call = self.channel.unary_unary(f"/{SERVICE}/Lookup")
        # LookupRequest.query.text = FF, field by field on the wire.
        self.expect_error(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_UTF8",
                          "query.text", call, b"\x0a\x03\x0a\x01\xff")

    def test_malformed_tmx_ends_with_totals_and_error(self):
        parent = self.make_memory("malformed")
        content = SAMPLE.read_bytes()[:100_000]
        requests = [
            pb.ImportTmxRequest(config=pb.ImportTmxConfig(parent=parent)),
            pb.ImportTmxRequest(chunk=content)]
        messages = []
        with self.assertRaises(grpc.RpcError) as caught:
            for message in self.stub.ImportTmx(iter(requests)):
                messages.append(message)
        self.assertEqual(caught.exception.code(),
                         grpc.StatusCode.INVALID_ARGUMENT)
        self.assertTrue(messages[-1].done)
        stored = self.stub.GetMemory(pb.GetMemoryRequest(name=parent))
        self.assertEqual(stored.translation_unit_count,
                         messages[-1].added_count)
        self.assertGreater(messages[-1].added_count, 50)

    def test_health(self):
        check = self.channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            request_serializer=health_pb2.HealthCheckRequest.SerializeToString,
            response_deserializer=health_pb2.HealthCheckResponse.FromString)
        for service in ("", SERVICE):
            self.assertEqual(
                check(health_pb2.HealthCheckRequest(service=service)).status,
                1)

    def check_documented(self, file):
        """Whether all that is declared in one of our files has a comment."""
        if not file.name.startswith("presstm/"):
            return
        documented = {tuple(location.path)
                      for location in file.source_code_info.location
                      if location.leading_comments}
        # By the numbers of the fields in descriptor.proto; the parts of each
        # have number 2.
        for kind, declarations, parts in ((4, file.message_type, "field"),
                                          (5, file.enum_type, "value"),
                                          (6, file.service, "method")):
            for number, declaration in enumerate(declarations):
                self.assertIn((kind, number), documented, declaration.name)
                for index, part in enumerate(getattr(declaration, parts)):
                    self.assertIn((kind, number, 2, index), documented,
                                  f"{declaration.name}.{part.name}")

    def test_reflection(self):
        info = self.channel.stream_stream(
            "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            request_serializer=(
                reflection_pb2.ServerReflectionRequest.SerializeToString),
            response_deserializer=(
                reflection_pb2.ServerReflectionResponse.FromString))
        services, files = info(iter([
            reflection_pb2.ServerReflectionRequest(list_services="*"),
            reflection_pb2.ServerReflectionRequest(
                file_containing_symbol=SERVICE)]))
        self.assertIn(SERVICE, [service.name for service in
                                services.list_services_response.service])
        descriptors = [
            descriptor_pb2.FileDescriptorProto.FromString(content)
            for content in
            files.file_descriptor_response.file_descriptor_proto]
        self.assertIn("presstm/v1/translation_memory.proto",
                      [descriptor.name for descriptor in descriptors])
        names = [service.name for service in
                 services.list_services_response.service
                 if service.name.startswith("presstm.")]
        self.assertEqual(len(names), 3)
        for answer in info(iter([reflection_pb2.ServerReflectionRequest(
                file_containing_symbol=name) for name in names])):
            response = answer.file_descriptor_response
            for content in response.file_descriptor_proto:
                self.check_documented(
                    descriptor_pb2.FileDescriptorProto.FromString(content))
        unknown, = info(iter([reflection_pb2.ServerReflectionRequest(
            file_containing_symbol="presstm.v1.None")]))
        self.assertEqual(unknown.error_response.error_code, 5)


if __name__ == "__main__":
    unittest.main()
