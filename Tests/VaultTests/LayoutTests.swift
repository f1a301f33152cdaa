import Basics
import Foundation
import Secrets
import Store
import Support
import Testing

@testable import Vault

/// The layouts alone: context, commitment, flips, random input, padding.
@Suite struct LayoutTests {
    private let store: StoreID = Identifier(high: 1, low: 2)
    private let place = EnvelopePlace(
        file: file(1), record: Identifier(high: 4, low: 5), type: .act, sequence: 6,
        dataClass: .social)

    @Test func anEnvelopeOpensOnlyInItsPlaceAndUnderItsKey() throws {
        let key = SecretKey()
        let plaintext = Array("a listening note".utf8)
        let sealed = Envelope.seal(plaintext, at: place, store: store, generation: 3, key: key)
        #expect(sealed.count == 256 + Envelope.overheadByteCount)
        #expect(try Envelope.open(sealed, at: place, store: store, key: key) == plaintext)
        #expect(try Envelope.generation(of: sealed, at: place) == 3)
        var others: [(String, EnvelopePlace, StoreID)] = []
        for (name, change) in changes { others.append((name, change(place), store)) }
        others.append(("store", place, Identifier(high: 1, low: 3)))
        for (name, other, store) in others {
            let error = failure {
                _ = try Envelope.generation(of: sealed, at: other)
                _ = try Envelope.open(sealed, at: other, store: store, key: key)
            }
            // A spine is not padded, so the header already tells that it is something else.
            #expect(
                error == .wrongKeyOrContext
                    || (other.type == .spine && error == .unsupportedLayout),
                "\(name)")
        }
        let wrong = SecretKey()
        #expect(
            failure { _ = try Envelope.open(sealed, at: place, store: store, key: wrong) }
                == .wrongKeyOrContext)
    }

    private var changes: [(String, (EnvelopePlace) -> EnvelopePlace)] {
        [
            (
                "file",
                {
                    var p = $0; p.file = file(2); return p
                }
            ),
            (
                "record",
                {
                    var p = $0; p.record = .zero; return p
                }
            ),
            (
                "head",
                {
                    var p = $0; p.type = .head; return p
                }
            ),
            (
                "spine",
                {
                    var p = $0; p.type = .spine; return p
                }
            ),
            (
                "leaf",
                {
                    var p = $0; p.type = .leaf; return p
                }
            ),
            (
                "sequence",
                {
                    var p = $0; p.sequence = 7; return p
                }
            ),
            (
                "class",
                {
                    var p = $0; p.dataClass = .health; return p
                }
            ),
        ]
    }

    @Test func everyFlippedBitOfAnEnvelopeHasTheRightError() throws {
        let key = SecretKey()
        let sealed = Envelope.seal([1, 2, 3], at: place, store: store, generation: 1, key: key)
        for index in sealed.indices {
            for bit in UInt8(0)..<8 {
                var changed = sealed
                changed[index] ^= 1 << bit
                let error = failure {
                    _ = try Envelope.generation(of: changed, at: place)
                    _ = try Envelope.open(changed, at: place, store: store, key: key)
                }
                switch index {
                case 0, 1: #expect(error == .damaged)
                case 2, 3, 5, 6, 7: #expect(error == .unsupportedLayout, "byte \(index)")
                case 4:
                    #expect(error == .unsupportedLayout || error == .wrongKeyOrContext)
                // Generation, nonce and commitment: the commitment does not agree.
                case 8..<68: #expect(error == .wrongKeyOrContext, "byte \(index)")
                default: #expect(error == .damaged, "byte \(index)")
                }
            }
        }
        for count in [0, 11, 83, sealed.count - 1] {
            #expect(
                failure {
                    let short = Array(sealed[..<count])
                    _ = try Envelope.generation(of: short, at: place)
                    _ = try Envelope.open(short, at: place, store: store, key: key)
                } == .damaged, "\(count) bytes")
        }
        #expect(
            failure { _ = try Envelope.open(sealed + [0], at: place, store: store, key: key) }
                == .damaged)
    }

    @Test func everyFlippedBitOfAWrapIsRefused() throws {
        let kek = SecretKey()
        let dataKey = SecretKey()
        let header = KeyWrap.Header(
            province: 7, dataClass: .health, kekVersion: 2, generation: 3)
        let wrap = KeyWrap.wrap(dataKey, header: header, file: file(1), store: store, key: kek)
        #expect(wrap.count == KeyWrap.byteCount)
        #expect(try KeyWrap.header(of: wrap) == header)
        let again = try KeyWrap.unwrap(wrap, file: file(1), store: store, key: kek)
        let isSame = again.isEqual(to: dataKey)
        #expect(isSame)
        for index in wrap.indices {
            for bit in UInt8(0)..<8 {
                var changed = wrap
                changed[index] ^= 1 << bit
                let error = failure {
                    _ = try KeyWrap.header(of: changed)
                    _ = try KeyWrap.unwrap(changed, file: file(1), store: store, key: kek)
                }
                #expect(error != nil, "byte \(index) bit \(bit)")
            }
        }
        for (other, otherStore) in [(file(2), store), (file(1), Identifier(high: 9, low: 9))] {
            #expect(
                failure { _ = try KeyWrap.unwrap(wrap, file: other, store: otherStore, key: kek) }
                    == .wrongKeyOrContext)
        }
    }

    private static let first = "1083a1eafe52d4f9a23edb9d688229694afdc825d1f4b8dbf6e194389cb2279f"
    private static let second = "9e4de3ee22e785ff746ebf48ae330dea89772bc76e9df9c8a2b4c4dc1a031a49"
    private static let nonce = "581f0d12c425864d2a39adb14ad620620b685c66a10464f9"
    private static let text =
        "16f8d646454aaf2a83c284fe18809cc949d008c7be411a77ff338b58e4190ae3"
        + "63820dbb72c851a45c3b6a7a7cafe022149b3279aead55979f18e8c8ad70e59b"

    @Test func aTextThatTheBareCipherOpensUnderTwoKeysOpensUnderNoneHere() throws {
        let nonce = try #require([UInt8](hexadecimal: Self.nonce))
        let text = try #require([UInt8](hexadecimal: Self.text))
        for digits in [Self.first, Self.second] {
            let bytes = try #require([UInt8](hexadecimal: digits))
            let key = unsafe try SecretKey(copying: bytes.span.bytes)
            // The bare cipher opens it: without this line the test would prove nothing.
            try openBare(text, nonce: nonce, key: key)
            for commitment in [[UInt8](repeating: 0, count: 32), Array(bytes)] {
                let sealed = nonce + commitment + text
                let envelope =
                    Envelope.header(.social, isPadded: true, generation: 1) + sealed
                #expect(
                    failure { _ = try Envelope.open(envelope, at: place, store: store, key: key) }
                        == .wrongKeyOrContext)
                var wrap = KeyWrap.wrap(
                    SecretKey(),
                    header: KeyWrap.Header(
                        province: 1, dataClass: .social, kekVersion: 1, generation: 1),
                    file: file(1), store: store, key: key)
                wrap.replaceSubrange(16..., with: sealed.prefix(104))
                #expect(
                    failure { _ = try KeyWrap.unwrap(wrap, file: file(1), store: store, key: key) }
                        == .wrongKeyOrContext)
                var slot = UnsealSlot(
                    type: .credential, id: 1, epoch: 1, salt: UnsealSlot.noSalt,
                    cost: UnsealSlot.noCost)
                slot.sealed = Array(sealed.prefix(104))
                #expect(
                    failure { _ = try slot.open(store: store, key: key) } == .wrongKeyOrContext)
                var ring = Keyring.magic + [1, 1]
                ring += [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
                ring += nonce + commitment + text + [UInt8](repeating: 0, count: 16)
                #expect(
                    failure { _ = try Keyring.open(ring, store: store, root: key) }
                        == .wrongKeyOrContext)
            }
        }
    }

    private func openBare(
        _ text: [UInt8], nonce: [UInt8], key: borrowing SecretKey
    ) throws {
        var buffer = text
        let none: [UInt8] = []
        var elements = buffer.mutableSpan
        var span = unsafe elements.mutableBytes
        unsafe try XChaCha20Poly1305.open(
            inPlace: &span, nonce: nonce.span.bytes, associatedData: none.span.bytes, key: key)
    }

    @Test func randomBytesNeverOpenAndNeverStopTheProcess() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("random layouts seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let key = SecretKey()
        let starts: [[UInt8]] = [
            [], [0x53, 0x45, 1, 1, 2, 1, 0, 1], [0x4B, 0x57, 1, 1, 0, 1, 2, 0],
            [0x4B, 0x52, 1, 1], [0x55, 0x53, 1, 1], [0x55, 0x53, 1, 4], [0x53, 0x4C, 1, 0, 0, 1],
        ]
        for _ in 0..<20_000 {
            var bytes = starts.randomElement(using: &generator) ?? []
            let count = Int.random(in: 0...260, using: &generator)
            while bytes.count < count { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
            #expect(
                (try? Envelope.generation(of: bytes, at: place)) == nil
                    || (try? Envelope.open(bytes, at: place, store: store, key: key)) == nil)
            #expect(
                (try? KeyWrap.header(of: bytes)) == nil
                    || failure {
                        _ = try KeyWrap.unwrap(bytes, file: file(1), store: store, key: key)
                    } != nil)
            #expect(failure { _ = try Keyring.open(bytes, store: store, root: key) } != nil)
            #expect((try? SlotFile(encoded: bytes))?.slots.isEmpty ?? true)
        }
    }

    @Test func paddingHidesLengthsAndIsReadStrictly() throws {
        let key = SecretKey()
        for (count, dataClass, expected) in [
            (0, DataClass.identity, 1024), (1023, .identity, 1024), (1024, .identity, 1280),
            (0, .social, 256), (255, .social, 256), (256, .social, 512), (4095, .health, 4096),
            (4096, .health, 4608), (9000, .judicial, 9216), (65_535, .social, 65_536),
        ] {
            #expect(Padding.byteCount(count, dataClass) == expected, "\(count) \(dataClass)")
            let plaintext = [UInt8](repeating: 0, count: count)
            var place = place
            place.dataClass = dataClass
            let sealed = Envelope.seal(
                plaintext, at: place, store: store, generation: 1, key: key)
            #expect(sealed.count == Envelope.overheadByteCount + expected)
            let opened = try Envelope.open(sealed, at: place, store: store, key: key)
            #expect(opened == plaintext)
        }
        var tooLong = [UInt8]([1, 0x80]) + [UInt8](repeating: 0, count: 510)
        #expect(failure { try Padding.unpad(&tooLong, .social) } == .damaged)
        var none = [UInt8](repeating: 0, count: 256)
        #expect(failure { try Padding.unpad(&none, .social) } == .damaged)
    }

    @Test func equalPlaintextsNeverGiveEqualEnvelopes() {
        let key = SecretKey()
        var seen: Set<[UInt8]> = []
        for _ in 0..<1000 {
            let sealed = Envelope.seal([1], at: place, store: store, generation: 1, key: key)
            #expect(seen.insert(Array(sealed[12..<36])).inserted)
        }
    }
}
