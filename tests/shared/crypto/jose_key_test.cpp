// SPDX-License-Identifier: EUPL-1.2
// Keys of other people's JWTs: the RFC's own examples, one of PS256 made with another library, and
// what must not verify.
#include "shared/crypto/jose_key.h"

#include "shared/crypto/encoding.h"
#include "tests/support/matchers.h"

namespace distanskoll::crypto {
namespace {

// RFC 7515 appendix A.2.
constexpr std::string_view kModulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-"
    "Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-"
    "pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-"
    "bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-"
    "UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-"
    "DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
constexpr std::string_view kRs256Input =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGF"
    "tcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view kRs256 =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-"
    "0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--"
    "f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--"
    "xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5"
    "AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
// RFC 7515 appendix A.3.
constexpr std::string_view kX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr std::string_view kY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr std::string_view kEs256Input =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGF"
    "tcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view kEs256 =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-"
    "Kg6NU1Q";
// Over "distanskoll", salts of 32 and 20 bytes; made with Python's cryptography 38.
constexpr std::string_view kPssModulus =
    "vI5gC4bm0OxZjbDGHuARrg9VAgAxmhCnStnqUVCC8irBoaRi92TF1_dmm9gsk3nTDg4P7LR4M6OA6qHwDsht"
    "v1FsEYBFpXCRu50a73ttbHnixkwo_26EmcG3PCF3WSo97xf88OBYNMyk2hhISAWhwlyOS07ZdXdGORNn0ZNM"
    "IPn0TYyu_fzI8nTWPIrCYIJ-r04DFycMtZ4f8ZR4fTOtN_s_-ZLpLo5YeAAPANxm79JFh9nbVYCd2QUVVDrH"
    "udAYrRgJHlfUyNlq5d5WpyZJEodHoc-"
    "x2MYi8hGoveBV2ultxpV8TjejG_i4fitP1swQTpzYwQGAt2Re91jwYop0uQ";
constexpr std::string_view kPs256 =
    "kupvW5ojqULUSsc2IPAgBrBJ1hKoJCy5ykYAR4_cfRc-FbrF58uHdXr5HjrwjdNw4Vj4Qg1MClMQEU160ADz"
    "1StL8BlsWFyJ9SePSX_YpgSUse69cvaOHHN_kMHkwLaW_XtMxvPx0Nbi5E58jRbpndzWvafWttHiEL321oxz"
    "1THmFY8w9oOTdQl8lxlDJpJ3C7e4SJDTD0JSFfQS77VRQ3FNPkQns7RKfvy6fN1FOMLk1CLGY0397tDXqofU"
    "IH98bOOEAlJa6VGyJ1xM9L6a4E_kjLE-"
    "vHqfVwWFd_Z8PNiXxNC1x38IjV58iPePwMbmMNsN_erx6O2p-eCJtByXpg";
constexpr std::string_view kPsOtherSalt =
    "Pyu5pm3QBwqiNI6pYnt0aGRhsZXEsAD-"
    "HELMzfxbfoxkvpk5psGI7jMdfiLSWb_TPUZI8Ox0mKUQBQTJjS8_Ppu8SIYTw-LmMuYm-nS-UoRW4_aKirQY"
    "tOhsTJzoTQaKt5VkwDTprkl8TNhseF7lAzQJovhkz7rodjhzF7DWaVTW_k40bxXyGBTzbngbwuCXGYfMAXjR"
    "_moT2Rf_yNRbzv3DYvj-"
    "OjapaES_js71L00vkDNjZ10zgmqdi3FcPHr_ReLAezuX3SM8HI3VyzDIXpc_JchaUtBhja3NXgNQOe-"
    "eJV4hafee5r1d3mD4hqhzlVPCbValdouVG-WRcA_tYA";

Bytes of(std::string_view text) { return base64url_decode(text).value(); }
const Bytes kExponent = {1, 0, 1};

TEST(JoseKey, VerifiesTheExamplesOfTheRfc) {
  const auto rsa = JoseKey::rsa(of(kModulus), kExponent);
  ASSERT_THAT(rsa, IsOk());
  EXPECT_TRUE(rsa->verify(JoseAlgorithm::kRs256, as_bytes(kRs256Input), of(kRs256)));
  const auto curve = JoseKey::p256(of(kX), of(kY));
  ASSERT_THAT(curve, IsOk());
  EXPECT_TRUE(curve->verify(JoseAlgorithm::kEs256, as_bytes(kEs256Input), of(kEs256)));
}

TEST(JoseKey, VerifiesPssWithASaltAsLongAsTheHash) {
  const auto key = JoseKey::rsa(of(kPssModulus), kExponent);
  ASSERT_THAT(key, IsOk());
  EXPECT_TRUE(key->verify(JoseAlgorithm::kPs256, as_bytes("distanskoll"), of(kPs256)));
  EXPECT_FALSE(key->verify(JoseAlgorithm::kPs256, as_bytes("distanskoll"), of(kPsOtherSalt)));
  EXPECT_FALSE(key->verify(JoseAlgorithm::kRs256, as_bytes("distanskoll"), of(kPs256)));
}

TEST(JoseKey, RefusesOtherDataOtherSignaturesAndOtherAlgorithms) {
  const auto rsa = JoseKey::rsa(of(kModulus), kExponent).value();
  const auto curve = JoseKey::p256(of(kX), of(kY)).value();
  EXPECT_FALSE(rsa.verify(JoseAlgorithm::kRs256, as_bytes(kEs256Input), of(kRs256)));
  EXPECT_FALSE(rsa.verify(JoseAlgorithm::kPs256, as_bytes(kRs256Input), of(kRs256)));
  EXPECT_FALSE(rsa.verify(JoseAlgorithm::kEs256, as_bytes(kEs256Input), of(kEs256)));
  EXPECT_FALSE(curve.verify(JoseAlgorithm::kRs256, as_bytes(kRs256Input), of(kRs256)));
  EXPECT_FALSE(curve.verify(JoseAlgorithm::kEs256, as_bytes(kRs256Input), of(kEs256)));
  EXPECT_FALSE(rsa.verify(JoseAlgorithm::kRs256, as_bytes(kRs256Input), {}));
  EXPECT_FALSE(curve.verify(JoseAlgorithm::kEs256, as_bytes(kEs256Input), {}));
  Bytes longer = of(kRs256);
  longer.insert(longer.begin(), 0);
  EXPECT_FALSE(rsa.verify(JoseAlgorithm::kRs256, as_bytes(kRs256Input), longer));
}

TEST(JoseKey, IsNotMadeOfWhatIsNoGoodKey) {
  EXPECT_THAT(JoseKey::rsa(Bytes(128, 0xff), kExponent), IsError(ErrorCode::kUnsupported));
  EXPECT_THAT(JoseKey::rsa(Bytes(1025, 0xff), kExponent), IsError(ErrorCode::kUnsupported));
  EXPECT_THAT(JoseKey::rsa({}, kExponent), IsError(ErrorCode::kUnsupported));
  const Bytes modulus = of(kModulus);
  for (const Bytes& exponent : {Bytes{}, Bytes{1}, Bytes{0}, Bytes{2}, Bytes{0, 3}, Bytes(5, 1)}) {
    EXPECT_THAT(JoseKey::rsa(modulus, exponent), IsError(ErrorCode::kMalformed));
  }
  EXPECT_THAT(JoseKey::p256(of(kX), of(kX)), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(JoseKey::p256({}, {}), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(JoseKey::p256(Bytes(32, 0), Bytes(32, 0)), IsError(ErrorCode::kMalformed));
}

TEST(JoseAlgorithm, HasNoNameForNoneAndForSharedSecrets) {
  EXPECT_EQ(parse_jose_algorithm("RS256"), JoseAlgorithm::kRs256);
  for (const char* name :
       {"none", "None", "", "HS256", "HS512", "RS1", "rs256", "ES512", "EdDSA"}) {
    EXPECT_EQ(parse_jose_algorithm(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace distanskoll::crypto
