public import Store

/// Why the registry refused; it carries no name and no key.
public enum RegistryError: Error, Equatable, Sendable {
    /// The transport key file is missing.
    case noTransportKeys
    /// The transport key file is damaged, or its credential is another.
    case damagedTransportKeys
    /// The transport key file's credential was not given, or is not wanted.
    case wrongProtection
    /// A layout version or suite that this program does not read.
    case unsupportedLayout
    /// A row is damaged, or lies in another's place.
    case damagedRow
    /// The rows are not those that were written last: one is missing, old or added.
    case rowsMismatch
    /// There is no such member, organisation, device, invitation or approval.
    case notFound
    /// The change does not fit the state of the row.
    case wrongState
    /// The invitation is over, used up, or not approved yet.
    case invitationClosed
    /// Another key tries to use an invitation that is bound: raise the alarm.
    case boundToAnotherKey
    /// A value or a count lies beyond a limit of the room.
    case limitExceeded
    /// The store refused.
    case store(StoreError)
}
