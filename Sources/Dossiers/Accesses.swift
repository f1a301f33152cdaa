internal import AuditLog
public import Authority
public import Basics
internal import Messages
internal import Store
internal import Vault

/// One use of a file, as its leaf tells it.
public struct FileAccess: Sendable {
    /// The index of the leaf.
    public let leaf: UInt64
    /// What kind of thing happened: the leaf's kind.
    public let kind: UInt8
    /// When.
    public let at: Instant
    /// Who.
    public let member: MemberID
    /// For which organisation; nil where the leaf names none.
    public let organisation: OrganisationID?
    /// The classes that were opened or sealed.
    public let classes: ClassSet
    /// The act; 0 where it was no single one.
    public let sequence: UInt64
    /// Why, in the words of who used it; may be empty.
    public let motive: String
}

/// What a part of the log tells of a file.
public struct FileAccesses: Sendable {
    /// The uses, in the order of their leaves.
    public var found: [FileAccess] = []
    /// The first leaf that was not looked at; nil at the end of the log.
    public var next: UInt64?
    /// How many leaves are damaged.
    public var unreadableCount = 0
}

extension Turn {
    /// Who used a file, from a leaf on, until so many leaves were looked at, so many uses found, or
    /// their motives are so long.
    ///
    /// - Throws: `Refusal.sealed`; `StoreError`.
    public func accesses(
        of file: FileID, from first: UInt64, leafCount: Int, foundCount: Int,
        motivesByteCount: Int, permit: Permit
    ) throws -> FileAccesses {
        guard let log = dossiers.log else { throw Refusal.sealed }
        let size = try log.nextIndex(in: transaction)
        let end = min(size, first.addingReportingOverflow(UInt64(leafCount)).partialValue)
        let name = file.bytes
        var accesses = FileAccesses()
        var byteCount = 0
        var index = first
        while index < end, accesses.found.count < foundCount, byteCount < motivesByteCount {
            defer { index += 1 }
            do throws(AuditError) {
                let (leaf, payload) = try log.leaf(index, permit: permit, in: transaction)
                // Most leaves are of other files, and are not read any further.
                guard payload.holds(name) else { continue }
                guard let access = FileAccess(leaf, payload, of: file) else { continue }
                byteCount += access.motive.utf8.count
                accesses.found.append(access)
            } catch .store(let error) {
                throw error
            } catch .vault(.store(let error)) {
                throw error
            } catch {
                accesses.unreadableCount += 1
            }
        }
        accesses.next = index < size ? index : nil
        return accesses
    }
}

extension FileAccess {
    /// Reads a leaf; nil where it is about another file, or no member did it.
    fileprivate init?(_ leaf: Leaf, _ payload: [UInt8], of file: FileID) {
        guard let told = try? MessageCodec.decode(WireLeaf.self, from: payload),
            FileID(blob: told.file) == file, let member = MemberID(blob: told.member)
        else { return nil }
        self.init(
            leaf: leaf.index, kind: leaf.kind.rawValue, at: leaf.time, member: member,
            organisation: OrganisationID(blob: told.organisation),
            classes: ClassSet(rawValue: UInt8(truncatingIfNeeded: told.classes)),
            sequence: told.sequence, motive: told.motive)
    }
}

extension [UInt8] {
    /// Whether some bytes stand in these.
    fileprivate func holds(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, count >= bytes.count else { return bytes.isEmpty }
        return (0...count - bytes.count).contains { start in
            self[start] == first && self[start..<start + bytes.count].elementsEqual(bytes)
        }
    }
}
