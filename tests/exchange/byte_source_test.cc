#include "tm_store/exchange/byte_source.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "archive.h"
#include "archive_entry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tm_store/base/status_macros.h"
#include "tm_store/exchange/gzip_writer.h"

namespace presstm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

using Documents = std::vector<std::pair<std::string, std::string>>;

// Packs files; as gzip, all but the first are separate members.
std::string Pack(bool as_zip, const Documents& files) {
  std::string packed;
  const auto write = [&](const Documents& members) {
    std::vector<char> buffer(1 << 20);
    size_t used = 0;
    struct archive* archive = archive_write_new();
    if (as_zip) {
      archive_write_set_format_zip(archive);
    } else {
      archive_write_set_format_raw(archive);
      archive_write_add_filter_gzip(archive);
    }
    archive_write_open_memory(archive, buffer.data(), buffer.size(), &used);
    for (const auto& [name, bytes] : members) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, name.c_str());
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
      archive_write_header(archive, entry);
      archive_write_data(archive, bytes.data(), bytes.size());
      archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    packed.append(buffer.data(), used);
  };
  if (as_zip) {
    write(files);
  } else {
    for (const auto& file : files) write({file});
  }
  return packed;
}

absl::StatusOr<Documents> ReadAll(
    absl::StatusOr<std::unique_ptr<ByteSource>> opened) {
  PRESSTM_ASSIGN_OR_RETURN(const std::unique_ptr<ByteSource> source,
                           std::move(opened));
  Documents documents;
  while (true) {
    PRESSTM_ASSIGN_OR_RETURN(std::optional<std::string> name,
                             source->NextDocument());
    if (!name.has_value()) return documents;
    std::string bytes;
    while (true) {
      PRESSTM_ASSIGN_OR_RETURN(const absl::string_view chunk, source->Read());
      if (chunk.empty()) break;
      bytes.append(chunk.data(), chunk.size());
    }
    documents.emplace_back(*std::move(name), std::move(bytes));
  }
}

absl::StatusOr<Documents> ReadMemory(absl::string_view bytes) {
  return ReadAll(ByteSource::FromMemory(bytes, "m"));
}

TEST(ByteSourceTest, ReadsPlainBytes) {
  const std::string large(1'000'000, 'x');
  for (const std::string& bytes :
       {std::string("<tmx/>"), std::string(), std::string("P"), large}) {
    ASSERT_OK_AND_ASSIGN(const Documents documents, ReadMemory(bytes));
    EXPECT_THAT(documents, ElementsAre(Pair("m", bytes)));
  }
}

TEST(ByteSourceTest, ReadsGzip) {
  const std::string large(300'000, 'y');
  ASSERT_OK_AND_ASSIGN(
      const Documents one,
      ReadMemory(Pack(/*as_zip=*/false, {{"a", "<tmx>" + large}})));
  EXPECT_THAT(one, ElementsAre(Pair("m", "<tmx>" + large)));
  ASSERT_OK_AND_ASSIGN(
      const Documents two,
      ReadMemory(Pack(/*as_zip=*/false, {{"a", "first"}, {"b", " second"}})));
  EXPECT_THAT(two, ElementsAre(Pair("m", "first second")));
  ASSERT_OK_AND_ASSIGN(const Documents empty,
                       ReadMemory(Pack(/*as_zip=*/false, {{"a", ""}})));
  EXPECT_THAT(empty, ElementsAre(Pair("m", "")));
}

TEST(ByteSourceTest, ReadsWhatGzipWriterPacks) {
  std::string text;
  for (int k = 0; k < 100'000; ++k) absl::StrAppend(&text, k * 7919 % 65537);
  ASSERT_OK_AND_ASSIGN(const auto writer, GzipWriter::Create());
  std::string packed;
  for (size_t at = 0; at < text.size(); at += 99'991) {
    packed += writer->Pack(text.substr(at, 99'991));
  }
  packed += writer->Finish();
  EXPECT_LT(packed.size(), text.size());
  ASSERT_OK_AND_ASSIGN(const Documents documents, ReadMemory(packed));
  EXPECT_THAT(documents, ElementsAre(Pair("m", text)));
}

TEST(ByteSourceTest, ReadsTmxEntriesOfZip) {
  ASSERT_OK_AND_ASSIGN(
      const Documents documents,
      ReadMemory(Pack(/*as_zip=*/true, {{"readme.txt", "no"},
                                        {"a.tmx", "first"},
                                        {"__MACOSX/._a.tmx", "no"},
                                        {"sub/뉴스.TMX", "second"}})));
  EXPECT_THAT(documents, ElementsAre(Pair("m:a.tmx", "first"),
                                     Pair("m:sub/뉴스.TMX", "second")));
}

TEST(ByteSourceTest, SkipsTheRestOfADocument) {
  const std::string zip = Pack(
      /*as_zip=*/true, {{"a.tmx", std::string(600'000, 'x')}, {"b.tmx", "b"}});
  ASSERT_OK_AND_ASSIGN(const auto source, ByteSource::FromMemory(zip, "m"));
  EXPECT_OK(source->NextDocument());
  EXPECT_OK(source->NextDocument());
  ASSERT_OK_AND_ASSIGN(const absl::string_view chunk, source->Read());
  EXPECT_EQ(chunk, "b");
}

TEST(ByteSourceTest, ReportsBadArchivesByName) {
  const std::string gzip =
      Pack(/*as_zip=*/false, {{"a", "text that is packed, of some length"}});
  const std::string zip = Pack(/*as_zip=*/true, {{"a.txt", "x"}});
  const std::string tmx_zip =
      Pack(/*as_zip=*/true, {{"a.tmx", "text that is packed, of length"}});
  for (const std::string& bytes :
       {gzip.substr(0, gzip.size() / 2), zip, Pack(/*as_zip=*/true, {}),
        tmx_zip.substr(0, 50), std::string("\x1F\x8B junk"),
        std::string("PK\x03\x04 junk")}) {
    const absl::StatusOr<Documents> documents = ReadMemory(bytes);
    EXPECT_THAT(documents, IsCode(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(std::string(documents.status().message()),
                testing::StartsWith("m: "));
  }
}

// Everything unpacked, and the error after it.
std::pair<std::string, absl::Status> ReadToTheFault(absl::string_view bytes) {
  auto source = ByteSource::FromMemory(bytes, "m");
  if (!source.ok()) return {"", source.status()};
  std::string text;
  if (auto name = (*source)->NextDocument(); !name.ok()) {
    return {text, name.status()};
  }
  while (true) {
    const auto chunk = (*source)->Read();
    if (!chunk.ok() || chunk->empty()) return {text, chunk.status()};
    text.append(chunk->data(), chunk->size());
  }
}

TEST(ByteSourceTest, GivesAllBeforeAFault) {
  // Some 40 KB packed, which nothing makes smaller.
  std::string text;
  for (uint32_t k = 0; text.size() < 100'000; ++k) {
    absl::StrAppend(&text, k * 2'654'435'761U, "\n");
  }
  for (const bool as_zip : {false, true}) {
    SCOPED_TRACE(as_zip);
    const std::string packed = Pack(as_zip, {{"a.tmx", text}});
    const auto [read, status] =
        ReadToTheFault(absl::string_view(packed).substr(0, packed.size() / 2));
    EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                                ErrorReason::kFileMalformed));
    EXPECT_EQ(read, text.substr(0, read.size()));
    EXPECT_GT(read.size(), text.size() * (as_zip ? 0 : 2) / 5);
  }
}

TEST(ByteSourceTest, ChecksChecksums) {
  const std::string text(1000, 'x');
  std::string gzip = Pack(/*as_zip=*/false, {{"a", text}});
  gzip[gzip.size() - 8] ^= 1;
  const auto [read, status] = ReadToTheFault(gzip);
  EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument,
                              ErrorReason::kFileMalformed));
  EXPECT_EQ(read, text);
}

TEST(ByteSourceTest, SaysThatArchivesInArchivesAreNotRead) {
  for (const char* name : {"a.tmx.gz", "b.zip"}) {
    const std::string zip =
        Pack(/*as_zip=*/true, {{name, "x"}, {"c.tmx", "good"}});
    const auto [read, status] = ReadToTheFault(zip);
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(absl::StrCat("m:", name, ": is packed once more")));
    ASSERT_OK_AND_ASSIGN(const auto source, ByteSource::FromMemory(zip, "m"));
    EXPECT_OK(source->NextDocument());
    EXPECT_OK(source->NextDocument());
    EXPECT_OK(source->Read());
  }
}

TEST(ByteSourceTest, RefusesBombs) {
  std::string bomb =
      Pack(/*as_zip=*/false, {{"a", std::string(100 << 20, '\0')}});
  bomb += bomb;
  EXPECT_THAT(ReadMemory(bomb), IsCode(absl::StatusCode::kResourceExhausted));
}

TEST(ByteSourceTest, ReadsFiles) {
  const std::filesystem::path path =
      std::filesystem::path(testing::TempDir()) / "byte_source_test.tmx.gz";
  const std::string packed = Pack(/*as_zip=*/false, {{"a", "<tmx/>"}});
  std::ofstream(path, std::ios::binary) << packed;
  ASSERT_OK_AND_ASSIGN(const Documents documents,
                       ReadAll(ByteSource::OpenFile(path.string())));
  EXPECT_THAT(documents, ElementsAre(Pair(path.string(), "<tmx/>")));
  std::filesystem::remove(path);
}

TEST(ByteSourceTest, ReportsFilesThatCannotBeRead) {
  const absl::Status missing =
      ByteSource::OpenFile("/no/such/file.tmx").status();
  EXPECT_THAT(missing, IsCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(missing.message()), HasSubstr("/no/such/file.tmx"));
  EXPECT_FALSE(ByteSource::OpenFile(testing::TempDir()).ok());
}

TEST(ByteSourceTest, PassesErrorsOfChunksOn) {
  const std::string gzip = Pack(/*as_zip=*/false, {{"a", "text"}});
  for (const std::string& head : {std::string("<tmx>"), gzip.substr(0, 15)}) {
    int calls = 0;
    const ChunkReader reader = [&]() -> absl::StatusOr<std::string> {
      if (++calls == 1) return head;
      return absl::CancelledError("gone");
    };
    EXPECT_THAT(ReadAll(ByteSource::FromChunks(reader, "stream")),
                IsCode(absl::StatusCode::kCancelled));
  }
}

TEST(ByteSourceTest, ReadsChunksOfOneByte) {
  std::string packed = Pack(/*as_zip=*/true, {{"a.tmx", "<tmx/>"}});
  size_t next = 0;
  const ChunkReader reader = [&]() -> absl::StatusOr<std::string> {
    return next < packed.size() ? packed.substr(next++, 1) : "";
  };
  ASSERT_OK_AND_ASSIGN(const Documents documents,
                       ReadAll(ByteSource::FromChunks(reader, "s")));
  EXPECT_THAT(documents, ElementsAre(Pair("s:a.tmx", "<tmx/>")));
}

}  // namespace
}  // namespace presstm
