#include "tm_store/match/packed_characters.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tm_store/text/text_units.h"

namespace presstm {
namespace {

TEST(PackedCharactersTest, GiveBackEveryCharacter) {
  std::vector<char32_t> characters = {0,
                                      1,
                                      0x7F,
                                      0x80,
                                      0x7FF,
                                      0x800,
                                      0xAC00,
                                      0xFFFF,
                                      0x10000,
                                      0x10FFFF,
                                      U'新',
                                      U'閏',
                                      kNumberPlaceholder,
                                      kUrlPlaceholder,
                                      kEmailPlaceholder};
  std::string bytes;
  PackCharacters(characters, bytes);
  std::vector<char32_t> unpacked = {U'x'};
  UnpackCharacters(bytes, unpacked);
  EXPECT_EQ(unpacked, characters);
  UnpackCharacters("", unpacked);
  EXPECT_THAT(unpacked, testing::IsEmpty());
}

TEST(PackedCharactersTest, AreUtf8WhereUnicodeGoes) {
  std::string bytes = "a";
  PackCharacters({U'é', U'新', U'\U0001F600'}, bytes);
  EXPECT_EQ(bytes, "aé新\U0001F600");
}

}  // namespace
}  // namespace presstm
