"""Looks a text up in a presstm server, and writes its translation if given:
look_up.py FROM TO TEXT [TRANSLATION]
"""
import os
import sys

import grpc
from presstm.v1 import error_details_pb2
from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1.translation_memory_pb2_grpc import TranslationMemoryServiceStub

MEMORY = "memories/" + os.environ.get("PRESSTM_MEMORY", "default")
TOKEN = os.environ.get("PRESSTM_TOKEN")
METADATA = [("authorization", f"Bearer {TOKEN}")] if TOKEN else []


def connect():
    address = os.environ.get("PRESSTM_SERVER", "127.0.0.1:7411")
    authority = os.environ.get("PRESSTM_TLS_CA")  # A PEM file.
    if not authority:
        return grpc.insecure_channel(address)
    with open(authority, "rb") as file:
        return grpc.secure_channel(
            address, grpc.ssl_channel_credentials(file.read()))


def look_up_and_write(stub, source, target, text, translation=None):
    found = stub.Lookup(pb.LookupRequest(
        query=pb.Segment(text=text), source_language_code=source,
        target_language_code=target,
        memories=[pb.MemorySelection(memory=MEMORY)]),
        metadata=METADATA, timeout=10)  # Seconds.
    for match in found.matches:
        print(match.score, match.target.segment.text, match.memory, sep="\t")
    if translation is None:
        return
    stored = stub.CreateTranslationUnit(pb.CreateTranslationUnitRequest(
        parent=MEMORY, write_rule=pb.WRITE_RULE_REPLACE_SAME_SOURCE,
        translation_unit=pb.TranslationUnit(origin=pb.ORIGIN_HUMAN, variants=[
            pb.Variant(language_code=language, segment=pb.Segment(text=text))
            for language, text in [(source, text), (target, translation)]])),
        metadata=METADATA, timeout=30)
    print("stored", stored.name, sep="\t")
    for warning in stored.quality_warnings:  # If the memory checks.
        print("warning", warning.message, sep="\t")


if len(sys.argv) not in (4, 5):
    sys.exit(__doc__)
try:
    with connect() as channel:
        look_up_and_write(TranslationMemoryServiceStub(channel), *sys.argv[1:])
except grpc.RpcError as error:
    trailer = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    info = error_details_pb2.ErrorInfo()
    for detail in error_details_pb2.Status.FromString(trailer).details:
        if detail.type_url.endswith("/google.rpc.ErrorInfo"):
            info.ParseFromString(detail.value)
    sys.exit(f"{error.code().name} {info.reason}: {error.details()}")
