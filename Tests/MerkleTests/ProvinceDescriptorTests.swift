import Basics
import Secrets
import Testing

@testable import Merkle

/// Descriptors of provinces and the list of them (SPEC W-140).
@Suite struct ProvinceDescriptorTests {
    private static let origin = "madar/" + String(repeating: "ab", count: 16)

    private func key(_ byte: UInt8) throws -> SigningKey {
        SigningKey(seed: try SecretKey(copying: [UInt8](repeating: byte, count: 32).rawSpan))
    }

    private func described(
        _ code: String = "04.421", seed: UInt8 = 7, address: String = "192.0.2.1:7620",
        at made: Int64 = 1_795_000_000_000
    ) throws -> (descriptor: ProvinceDescriptor, signed: String) {
        let key = try key(seed)
        let descriptor = try #require(
            ProvinceDescriptor(
                code: code, madeAt: Instant(milliseconds: made),
                staticKey: [UInt8](repeating: 1, count: 32),
                transferKey: [UInt8](repeating: 2, count: 32), logKey: key.publicKey,
                address: address))
        let signature = unsafe key.sign(descriptor.text.utf8.span.bytes)
        return (
            descriptor,
            try #require(descriptor.signed(origin: Self.origin, signature: signature))
        )
    }

    @Test func whatIsSignedIsReadAgain() throws {
        for address in ["192.0.2.1:7620", ""] {
            let (descriptor, signed) = try described(address: address)
            #expect(try ProvinceDescriptor(signed: Array(signed.utf8)) == descriptor)
        }
    }

    /// Any single byte that is changed, dropped or added is noticed.
    @Test func nothingMayBeChanged() throws {
        let bytes = Array(try described().signed.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: NoteError.self) { try ProvinceDescriptor(signed: changed) }
            var cut = bytes
            cut.remove(at: place)
            #expect(throws: NoteError.self) { try ProvinceDescriptor(signed: cut) }
        }
        #expect(throws: NoteError.self) { try ProvinceDescriptor(signed: bytes + [0x0A]) }
        // Another's signature under the same text.
        let (descriptor, _) = try described()
        let other = unsafe try key(8).sign(descriptor.text.utf8.span.bytes)
        let forged = try #require(descriptor.signed(origin: Self.origin, signature: other))
        #expect(throws: NoteError.badSignature) {
            try ProvinceDescriptor(signed: Array(forged.utf8))
        }
    }

    @Test func theFingerprintIsOfCodeAndKeysAlone() throws {
        let one = try described().descriptor
        let later = try described(address: "", at: 1_796_000_000_000).descriptor
        #expect(one.fingerprint == later.fingerprint)
        #expect(try described("04.422").descriptor.fingerprint != one.fingerprint)
        #expect(try described(seed: 9).descriptor.fingerprint != one.fingerprint)
        let groups = one.fingerprint.split(separator: " ")
        #expect(groups.count == 8)
        #expect(groups.allSatisfy { $0.count == 5 && $0.allSatisfy(\.isWholeNumber) })
    }

    @Test func aListIsReadAsItWasSentByMail() throws {
        let (first, second) = (try described(), try described("05.100", seed: 9))
        let list = "\n" + first.signed + "\n\n" + second.signed + "\n"
        let lines = list.split(separator: "\n", omittingEmptySubsequences: false)
        for text in [list, lines.joined(separator: "\r\n")] {
            let read = try ProvinceDescriptor.list(Array(text.utf8))
            #expect(read.map(\.descriptor) == [first.descriptor, second.descriptor])
            #expect(read.map(\.signed) == [first.signed, second.signed])
        }
        for text in ["", "\n", "hello\n" + first.signed, list + "hello\n"] {
            #expect(throws: NoteError.self) { try ProvinceDescriptor.list(Array(text.utf8)) }
        }
    }

    @Test func partsHaveTheirForm() {
        func made(_ code: String, _ address: String, _ count: Int, _ time: Int64) -> Bool {
            let key = [UInt8](repeating: 1, count: count)
            return ProvinceDescriptor(
                code: code, madeAt: Instant(milliseconds: time), staticKey: key,
                transferKey: key, logKey: key, address: address) != nil
        }
        #expect(made("04.421", "", 32, 1))
        #expect(!made("", "", 32, 1))
        #expect(!made(String(repeating: "4", count: 17), "", 32, 1))
        #expect(!made("04 421", "", 32, 1))
        #expect(!made("04.421\n", "", 32, 1))
        #expect(!made("04.421", "a b", 32, 1))
        #expect(!made("04.421", String(repeating: "a", count: 65), 32, 1))
        #expect(!made("04.421", "", 31, 1))
        #expect(!made("04.421", "", 32, 0))
    }
}
