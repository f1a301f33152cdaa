internal import Basics

// What is said of a log in files that people carry: lines of text, then a note (C2SP tlog-proof and
// tlog-witness).

/// A file's lines before its note, and the note.
private struct NoteFile {
    let lines: [Substring]
    let note: [UInt8]

    /// Splits a file at its first blank line.
    init(_ bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= MerkleLimits.logFileByteCountMax,
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .malformed }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let blank = lines.firstIndex(of: ""), blank > 0, blank + 1 < lines.count else {
            throw .malformed
        }
        self.lines = Array(lines[..<blank])
        note = Array(lines[(blank + 1)...].joined(separator: "\n").utf8)
    }

    static func text(_ lines: [String], _ hashes: [MerkleHash], note: [UInt8]) -> String {
        (lines + hashes.map { Base64.encode($0.bytes) }).joined(separator: "\n") + "\n\n"
            + String(decoding: note, as: UTF8.self)
    }

    static func hashes(_ lines: some Collection<Substring>) throws(NoteError) -> [MerkleHash] {
        guard lines.count <= MerkleLimits.proofHashesMax else { throw .malformed }
        var hashes: [MerkleHash] = []
        for line in lines {
            guard let hash = Base64.decode(line).flatMap({ MerkleHash($0) }) else {
                throw .malformed
            }
            hashes.append(hash)
        }
        return hashes
    }

    /// The value of a line, after its name and a blank.
    static func value(_ name: String, _ line: Substring) throws(NoteError) -> Substring {
        guard line.hasPrefix(name + " ") else { throw .malformed }
        return line.dropFirst(name.utf8.count + 1)
    }

    static func number(_ name: String, _ line: Substring) throws(NoteError) -> UInt64 {
        let text = try value(name, line)
        guard let number = UInt64(text), String(number) == text else { throw .malformed }
        return number
    }
}

/// The proof that a leaf is in a signed tree, as a file: C2SP tlog-proof (SPEC W-148).
public struct LeafProof: Equatable, Sendable {
    /// The position of the leaf, from 0.
    public let index: UInt64
    /// The hash of the leaf; the leaf itself is not in the file.
    public let leaf: MerkleHash
    /// The hashes from the leaf's sibling up (RFC 6962 §2.1.1).
    public let proof: [MerkleHash]
    /// The signed checkpoint of the tree.
    public let note: [UInt8]

    /// The first line of every such file.
    public static let title = "c2sp.org/tlog-proof@v1"

    /// Joins a proof.
    public init(index: UInt64, leaf: MerkleHash, proof: [MerkleHash], note: [UInt8]) {
        self.index = index
        self.leaf = leaf
        self.proof = proof
        self.note = note
    }

    /// The file.
    public var text: String {
        NoteFile.text(
            [Self.title, "extra \(Base64.encode(leaf.bytes))", "index \(index)"], proof, note: note)
    }

    /// Reads a file; nothing is checked yet but its form.
    public init(encoded bytes: [UInt8]) throws(NoteError) {
        let file = try NoteFile(bytes)
        guard file.lines.count >= 3, file.lines[0] == Self.title,
            let leaf = Base64.decode(try NoteFile.value("extra", file.lines[1]))
                .flatMap({ MerkleHash($0) })
        else { throw .malformed }
        self.init(
            index: try NoteFile.number("index", file.lines[2]), leaf: leaf,
            proof: try NoteFile.hashes(file.lines[3...]), note: file.note)
    }
}

/// A checkpoint on its way to a witness, with the proof that it continues the last one that he
/// cosigned: the body of C2SP tlog-witness's add-checkpoint (SPEC W-147).
public struct WitnessRequest: Equatable, Sendable {
    /// The size of the checkpoint that the witness cosigned last; 0 for none.
    public let old: UInt64
    /// The hashes from there to the note's tree (RFC 6962 §2.1.2).
    public let proof: [MerkleHash]
    /// The signed checkpoint.
    public let note: [UInt8]

    /// Joins a request.
    public init(old: UInt64, proof: [MerkleHash], note: [UInt8]) {
        self.old = old
        self.proof = proof
        self.note = note
    }

    /// The file.
    public var text: String { NoteFile.text(["old \(old)"], proof, note: note) }

    /// Reads a file; nothing is checked yet but its form.
    public init(encoded bytes: [UInt8]) throws(NoteError) {
        let file = try NoteFile(bytes)
        self.init(
            old: try NoteFile.number("old", file.lines[0]),
            proof: try NoteFile.hashes(file.lines[1...]), note: file.note)
    }
}
