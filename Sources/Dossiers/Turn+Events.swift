internal import AuditLog
public import Authority
public import Basics
internal import Circuit
internal import Store
internal import Vault

/// An act as those hear of it who follow a file: where it stands, and nothing that it says.
public struct ActNotice: Sendable {
    /// The act's position among all acts of the store: the row of its last envelope.
    ///
    /// It rises with every act, and stays over restarts.
    public let position: UInt64
    /// The file.
    public let file: FileID
    /// The act's position in its file.
    public let sequence: UInt64
    let classes: ClassSet
    let author: MemberID
    /// The organisation with which the referral lies that the act is of; nil for any other act.
    let addressee: OrganisationID?

    /// Whether it is told to a reader: one of its classes is open to him, as in the file's history,
    /// or it is addressed to him.
    func isTold(to permit: Permit) -> Bool {
        if !permit.opens.isDisjoint(with: classes) { return true }
        guard let addressee, let opens = permit.opensAddressed[addressee] else { return false }
        return !opens.isDisjoint(with: classes)
    }
}

/// The newest acts, as notices: whoever follows files hears of them without a row being read.
struct RecentActs {
    /// Every act after this position is here.
    private(set) var start: UInt64 = 0
    private var notices: [ActNotice] = []

    /// The position of the last act.
    var position: UInt64 { notices.last?.position ?? start }

    /// Forgets everything; what comes next follows a position.
    mutating func reset(to position: UInt64) {
        start = position
        notices = []
    }

    mutating func add(_ committed: [ActNotice]) {
        notices += committed
        // Trimmed by half, so that it is not moved for every act.
        guard notices.count > DossierLimits.recentActCount else { return }
        let dropped = notices.count - DossierLimits.recentActCount / 2
        start = notices[dropped - 1].position
        notices.removeFirst(dropped)
    }

    /// The first acts after a position; nil where some of them are no longer here.
    func after(_ position: UInt64, limit: Int) -> ArraySlice<ActNotice>? {
        guard position >= start else { return nil }
        var (low, high) = (0, notices.count)
        while low < high {
            let middle = (low + high) / 2
            if notices[middle].position > position { high = middle } else { low = middle + 1 }
        }
        return notices[low...].prefix(limit)
    }
}

extension Turn {
    /// The acts of others that were committed before this group, after a position, as far as a
    /// reader may know of them.
    ///
    /// An act is told where one of its classes is open to the reader, as in the file's history.
    /// - Parameters:
    ///   - limit: how many acts, or envelopes of acts, are looked at.
    ///   - permit: the reader's permit to the history of a file; nil where it is none of his.
    /// - Returns: the notices, and the position up to which acts were looked at.
    /// - Throws: `VaultError` or `StoreError`.
    public func notices(
        after position: UInt64, limit: Int, notBy author: MemberID,
        permit: (FileID) throws -> Permit?
    ) throws -> (notices: [ActNotice], position: UInt64) {
        if let recent = dossiers.recentActs.after(position, limit: limit) {
            let told = try recent.filter { notice in
                guard notice.author != author, let permit = try permit(notice.file) else {
                    return false
                }
                return notice.isTold(to: permit)
            }
            return (told, recent.last?.position ?? position)
        }
        return try storedNotices(after: position, limit: limit, notBy: author, permit: permit)
    }

    private func storedNotices(
        after position: UInt64, limit: Int, notBy author: MemberID,
        permit: (FileID) throws -> Permit?
    ) throws -> (notices: [ActNotice], position: UInt64) {
        let rows = try transaction.acts(after: Int64(clamping: position), limit: limit)
        let end = dossiers.recentActs.position
        var acts: [[ActRow]] = []
        for row in rows where UInt64(row.row) <= end {
            if let last = acts.last?.last, last.file == row.file, last.sequence == row.sequence {
                acts[acts.count - 1].append(row)
            } else {
                acts.append([row])
            }
        }
        // The last act of a full slice may go on in the next.
        if rows.count == limit, acts.count > 1 { acts.removeLast() }
        guard let reached = acts.last?.last?.row else { return ([], end) }
        var notices: [ActNotice] = []
        var addressed: [FileID: [UInt64: OrganisationID]] = [:]
        for act in acts {
            guard let first = act.first, let last = act.last,
                let file = transaction.file(first.file), let permit = try permit(file)
            else { continue }
            let classes = act.reduce(into: ClassSet()) { $0.insert(ClassSet($1.dataClass)) }
            guard !permit.opens.union(permit.opensAddressedActs).isDisjoint(with: classes),
                let heading = try heading(of: act, in: file, permit), heading.author != author
            else { continue }
            if !permit.opensAddressed.isEmpty, addressed[file] == nil {
                addressed[file] = try addressees(in: file, permit)
            }
            let notice = ActNotice(
                position: UInt64(last.row), file: file, sequence: first.sequence,
                classes: classes, author: heading.author,
                addressee: addressed[file]?[first.sequence])
            if notice.isTold(to: permit) { notices.append(notice) }
        }
        return (notices, UInt64(reached))
    }

    /// What an act is; it decides whether somebody hears of it, and does not leave this room.
    private func heading(
        of act: [ActRow], in file: FileID, _ permit: Permit
    ) throws -> Heading? {
        let fold = Permit.fold(of: permit)
        for row in act {
            let opened = try dossiers.vault.open(row, of: file, permit: fold, in: transaction)
            if let heading = try dossiers.part(opened).heading { return heading }
        }
        return nil
    }
}
