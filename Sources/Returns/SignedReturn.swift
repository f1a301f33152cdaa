internal import Basics
public import Merkle

/// A return as it lies in a file: its text, and under it one signature by the key of the
/// province's log (SPEC W-221).
public struct SignedReturn: Equatable, Sendable {
    /// What the province returns; believed only once ``verify(by:)`` has not thrown.
    public let content: ProvinceReturn
    private let note: SignedNote

    /// The name and the key under which a province signs returns; nil where the log's name or key
    /// has not its form.
    ///
    /// Its type is another than that of checkpoints and of descriptors, so that no line of one can
    /// be read as one of the other.
    public static func key(log origin: String, publicKey: [UInt8]) -> NoteKey? {
        NoteKey(name: origin + "/return", publicKey: publicKey, algorithm: .provinceReturn)
    }

    /// Puts a signature that the keeper of the key made under a return; nil where it has not 64
    /// bytes, or the file were longer than one may be.
    public init?(_ content: ProvinceReturn, signature: [UInt8], key: NoteKey) {
        guard let note = SignedNote(content.text, signature: signature, key: key),
            note.encoded.utf8.count <= ReturnsLimits.returnByteCountMax
        else { return nil }
        self.content = content
        self.note = note
    }

    /// Reads a file; whose it is, and whether it is whole, is not checked yet.
    ///
    /// - Throws: `malformed` for anything that the writer would not have written.
    public init(encoded bytes: [UInt8]) throws(NoteError) {
        let note = try SignedNote(
            encoded: bytes, byteCountMax: ReturnsLimits.returnByteCountMax)
        guard note.signatures.count == 1, let content = ProvinceReturn(text: note.text),
            note.encoded.utf8.elementsEqual(bytes)
        else { throw .malformed }
        self.content = content
        self.note = note
    }

    /// The province that a file says it is of, though the rest of it may be no return; nil where it
    /// does not begin as one.
    static func claimedProvince(_ bytes: [UInt8]) -> String? {
        let begin = Array((ProvinceReturn.title + "\nprovince ").utf8)
        guard bytes.starts(with: begin) else { return nil }
        let code = bytes.dropFirst(begin.count)
            .prefix(ReturnsLimits.provinceCodeByteCountMax).prefix { (0x21...0x7E).contains($0) }
        return code.isEmpty ? nil : String(decoding: code, as: UTF8.self)
    }

    /// The file.
    public var encoded: String { note.encoded }

    /// Checks that a key has signed it.
    ///
    /// - Throws: `unknownSigner`, `badSignature`.
    public func verify(by key: NoteKey) throws(NoteError) { try note.verify(keys: [key]) }
}
