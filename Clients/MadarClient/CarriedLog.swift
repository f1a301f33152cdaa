public import Basics
import Merkle

/// Why a file that tells of a log was refused, or not signed.
public enum LogFileError: Error, Equatable, Sendable {
    /// It is no such file, or is not whole.
    case unreadable
    /// It is of another log.
    case otherLog
    /// The log's signature is missing or false.
    case badSignature
    /// The log is signed by a key that is not known, and to which no statement leads.
    case keyUnfollowed
    /// The leaf is not where the file tells that it is.
    case notProved
    /// A text is no key of a witness.
    case badWitnessKey
    /// A witness has not cosigned it, or his line is false.
    case notCosigned(witness: String)
    /// This profile has no witness's key.
    case noWitness
    /// This profile has a witness's key already.
    case witnessThere
    /// The name of a witness has another form.
    case badWitnessName
    /// The witness was not told of this log.
    case unknownLog
    /// The witness knows as many logs as one may.
    case tooManyLogs
    /// The witness cosigned another size last than the one where the proof begins.
    case otherSize(last: UInt64)
    /// The log does not continue what the witness cosigned last.
    case forked

    /// Reads or checks a note.
    static func catching<Value>(
        _ body: () throws(NoteError) -> Value
    ) throws(LogFileError) -> Value {
        do throws(NoteError) {
            return try body()
        } catch {
            switch error {
            case .malformed: throw .unreadable
            case .unknownSigner, .badSignature: throw .badSignature
            case .otherOrigin: throw .otherLog
            }
        }
    }
}

/// What a file tells of a log, once it is verified (SPEC W-148).
public struct CarriedLog: Sendable {
    /// The name of the log.
    public let origin: String
    /// How many leaves the signed tree has.
    public let size: UInt64
    /// The leaf that is proved to be in it, by position and hash; nil where the file is a note.
    public let leaf: (index: UInt64, hash: [UInt8])?
    /// The witnesses that were asked for, and when each cosigned.
    public let cosigned: [(witness: String, at: Instant)]

    /// The leaf of which a file says that it proves it, whether it does or not.
    public static func leaf(toldIn bytes: [UInt8]) -> UInt64? {
        (try? LeafProof(encoded: bytes))?.index
    }

    /// Verifies a file without a line: the proof of a leaf, or a note alone.
    ///
    /// - Parameters:
    ///   - province: whose log it has to be, by a descriptor that people compared.
    ///   - witnesses: the keys, as text, of all whose cosignature it has to bear.
    public init(
        verifying bytes: [UInt8], of province: DescribedProvince, witnesses: [String] = []
    ) throws(LogFileError) {
        var proof: LeafProof?
        if bytes.starts(with: LeafProof.title.utf8) {
            proof = try LogFileError.catching { () throws(NoteError) in
                try LeafProof(encoded: bytes)
            }
        }
        let encoded = proof?.note ?? bytes
        let log = try province.log()
        let (note, checkpoint) = try LogFileError.catching { () throws(NoteError) in
            (
                try SignedNote(encoded: encoded),
                try SignedNote.checkpoint(encoded, origin: log.name, keys: [log])
            )
        }
        var cosigned: [(witness: String, at: Instant)] = []
        for text in witnesses {
            guard let key = NoteKey(text: text), key.algorithm == .cosignature else {
                throw .badWitnessKey
            }
            guard let time = (try? note.cosignedAt(by: key)) ?? nil else {
                throw .notCosigned(witness: key.name)
            }
            cosigned.append((key.name, time))
        }
        if let proof {
            do throws(ProofError) {
                try Proof.verifyInclusion(
                    of: proof.leaf, index: proof.index, size: checkpoint.size, proof: proof.proof,
                    root: checkpoint.root)
            } catch {
                throw .notProved
            }
        }
        origin = checkpoint.origin
        size = checkpoint.size
        leaf = proof.map { ($0.index, $0.leaf.bytes) }
        self.cosigned = cosigned
    }
}

/// Cuts a file of many proofs into the proofs, as its bytes come (SPEC W-152).
public struct ProofCutter {
    private static let mark = Array((LeafProof.title + "\n").utf8)
    private var rest: [UInt8] = []
    /// Whether the end of `rest` is the begin of a line.
    private var lineStart = 0
    /// Whether what comes is more than one proof may have, and is passed over to the next.
    private var isTooLong = false

    /// Begins a file.
    public init() {}

    /// Takes what comes next, and gives what is whole; an empty one stands for one that is too long.
    public mutating func take(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
        var whole: [[UInt8]] = []
        for byte in bytes {
            rest.append(byte)
            guard byte == UInt8(ascii: "\n") else {
                if rest.count - lineStart > MerkleLimits.logFileByteCountMax { drop() }
                continue
            }
            if lineStart > 0 || isTooLong, rest[lineStart...].elementsEqual(Self.mark) {
                whole.append(isTooLong ? [] : Array(rest[..<lineStart]))
                rest = Self.mark
                isTooLong = false
            } else if rest.count > MerkleLimits.logFileByteCountMax {
                drop()
            }
            lineStart = rest.count
        }
        return whole
    }

    private mutating func drop() {
        rest = []
        lineStart = 0
        isTooLong = true
    }

    /// Gives what is left at the end of the file.
    public func last() -> [UInt8] { isTooLong ? [] : rest }
}

extension DescribedProvince {
    /// The key that signs the province's log, under the log's name.
    func log() throws(LogFileError) -> NoteKey {
        let log = try LogFileError.catching { () throws(NoteError) in
            let note = try SignedNote(encoded: Array(signed.utf8))
            let key = try ProvinceDescriptor(signed: Array(signed.utf8)).logKey
            return NoteKey(name: note.signatures[0].name, publicKey: key)
        }
        guard let log else { throw .unreadable }
        return log
    }
}
