import Basics
import Foundation
import Secrets
import Support
import Testing

/// Every case of every Wycheproof file: valid ones agree, invalid ones are refused.
///
/// SPEC W-4.
@Suite struct WycheproofTests {
    @Test(.enabled(if: Vectors.shouldRun("wycheproof"), "no vectors: set MADAR_VECTORS"))
    func everyCaseOfEveryFileAgrees() throws {
        let files = Vectors.files("wycheproof")
        try #require(!files.isEmpty, "vectors are required where CI is set")
        for file in files {
            let suite = try JSONDecoder().decode(Suite.self, from: Data(contentsOf: file))
            var count = 0
            for group in suite.testGroups {
                for test in group.tests {
                    guard let accepted = accepts(test, in: group, algorithm: suite.algorithm)
                    else {
                        Issue.record("no primitive for \(suite.algorithm)")
                        return
                    }
                    switch test.result {
                    case "valid": #expect(accepted, "\(file.lastPathComponent) \(test.tcId)")
                    case "invalid": #expect(!accepted, "\(file.lastPathComponent) \(test.tcId)")
                    // X25519 with a low-order point is "acceptable" or valid in the files; a
                    // zero shared secret is an error for us (RFC 7748 §6.1).
                    default:
                        let isZero = test.flags.contains("ZeroSharedSecret")
                        #expect(accepted == !isZero, "\(file.lastPathComponent) \(test.tcId)")
                    }
                    count += 1
                }
            }
            #expect(count > 0, "\(file.lastPathComponent)")
        }
    }

    private func accepts(
        _ test: Case, in group: Group, algorithm: String
    ) -> Bool? {
        switch algorithm {
        case "XDH": agrees(agreement: test)
        case "CHACHA20-POLY1305": opens(test, extended: false)
        case "XCHACHA20-POLY1305": opens(test, extended: true)
        case "EDDSA":
            isValid(test, by: group.publicKey.flatMap { [UInt8](hexadecimal: $0.pk) } ?? [])
        case "HMACSHA256":
            Array(
                HMACSHA256.tag(test["msg"].rawSpan, key: test["key"].rawSpan)
                    .prefix((group.tagSize ?? 256) / 8)) == test["tag"]
        case "HKDF-SHA-256":
            (try? HMACSHA256.hkdf(
                inputKey: test["ikm"].rawSpan, salt: test["salt"].rawSpan, info: test["info"],
                byteCount: test.size ?? 0)) == test["okm"]
        default: nil
        }
    }

    private func isValid(_ test: Case, by key: [UInt8]) -> Bool {
        SigningKey.isValid(
            signature: test["sig"].rawSpan, of: test["msg"].rawSpan, by: key.rawSpan)
    }

    private func agrees(agreement test: Case) -> Bool {
        var secret = test["private"]
        guard let key = try? SecretKey(wiping: &secret),
            let shared = try? AgreementKey(secret: key).sharedSecret(with: test["public"].rawSpan)
        else { return false }
        return shared.withBytes { [UInt8](copying: $0) } == test["shared"]
    }

    private func opens(_ test: Case, extended: Bool) -> Bool {
        var secret = test["key"]
        guard let key = try? SecretKey(wiping: &secret) else { return false }
        var text = test["ct"] + test["tag"]
        do {
            try text.withMutableRawSpan { span throws(SecretsError) in
                if extended {
                    try XChaCha20Poly1305.open(
                        inPlace: &span, nonce: test["iv"].rawSpan,
                        associatedData: test["aad"].rawSpan, key: key)
                } else {
                    try ChaCha20Poly1305.open(
                        inPlace: &span, nonce: test["iv"].rawSpan,
                        associatedData: test["aad"].rawSpan, key: key)
                }
            }
        } catch {
            return false
        }
        text.removeLast(16)
        var sealed = text + [UInt8](repeating: 0, count: 16)
        sealed.withMutableRawSpan { span in
            if extended {
                XChaCha20Poly1305.seal(
                    inPlace: &span, nonce: test["iv"].rawSpan,
                    associatedData: test["aad"].rawSpan, key: key)
            } else {
                ChaCha20Poly1305.seal(
                    inPlace: &span, nonce: test["iv"].rawSpan,
                    associatedData: test["aad"].rawSpan, key: key)
            }
        }
        return text == test["msg"] && sealed == test["ct"] + test["tag"]
    }

    private struct Suite: Decodable {
        let algorithm: String
        let testGroups: [Group]
    }

    private struct Group: Decodable {
        struct PublicKey: Decodable { let pk: String }
        let tagSize: Int?
        let publicKey: PublicKey?
        let tests: [Case]

        private enum CodingKeys: CodingKey { case tagSize, publicKey, tests }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            tagSize = try values.decodeIfPresent(Int.self, forKey: .tagSize)
            publicKey = try? values.decodeIfPresent(PublicKey.self, forKey: .publicKey)
            tests = try values.decode([Case].self, forKey: .tests)
        }
    }

    /// A case, whose fields differ from file to file: hexadecimal text, a size, flags.
    private struct Case: Decodable {
        let tcId: Int
        let result: String
        let flags: [String]
        let size: Int?
        private let fields: [String: [UInt8]]

        subscript(name: String) -> [UInt8] { fields[name] ?? [] }

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            tcId = try values.decode(Int.self, forKey: Key(stringValue: "tcId"))
            result = try values.decode(String.self, forKey: Key(stringValue: "result"))
            flags = try values.decode([String].self, forKey: Key(stringValue: "flags"))
            size = try values.decodeIfPresent(Int.self, forKey: Key(stringValue: "size"))
            var fields: [String: [UInt8]] = [:]
            for key in values.allKeys where key.stringValue != "comment" {
                guard let text = try? values.decode(String.self, forKey: key) else { continue }
                fields[key.stringValue] = [UInt8](hexadecimal: text)
            }
            self.fields = fields
        }
    }
}
