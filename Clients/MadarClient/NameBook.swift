public import Basics
import Messages
import Synchronization

/// What members and organisations are called, as far as the answers of this process told.
final class NameBook: Sendable {
    private let names = Mutex<[[UInt8]: String]>([:])
    private let wasListed = Mutex(false)

    /// Takes in one name; nothing where the id is none or the name is empty.
    func learn(_ id: Blob, _ name: String) {
        guard id.count == 16, !name.isEmpty else { return }
        names.withLock { $0[Array(id)] = name }
    }

    /// Takes in the names of an answer.
    func learn(_ told: [WireName]) {
        for name in told { learn(name.id, name.name) }
    }

    /// Whether the list of organisations was not asked for before.
    func beginsListing() -> Bool {
        wasListed.withLock { wasListed in
            defer { wasListed = true }
            return !wasListed
        }
    }

    func name(_ id: [UInt8]) -> String? { names.withLock { $0[id] } }

    func ids(named name: String) -> [[UInt8]] {
        names.withLock { names in names.filter { $0.value == name }.map(\.key) }
    }
}

extension DaemonClient {
    /// What a member is called, where an answer to this client told it.
    public func name(of member: MemberID) -> String? { names.name(member.bytes) }

    /// What an organisation is called, where an answer to this client told it.
    public func name(of organisation: OrganisationID) -> String? {
        names.name(organisation.bytes)
    }
}
