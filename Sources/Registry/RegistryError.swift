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

/// The limits of the room, each with its unit in the name.
public enum RegistryLimits {
    /// Rows of the registry.
    public static let rowCount = 100_000
    /// The longest name of a member or an organisation, in bytes of UTF-8.
    public static let nameByteCount = 200
    /// The longest code of a role, in bytes of UTF-8.
    public static let codeByteCount = 64
    /// Roles of one member.
    public static let rolesPerMember = 32
    /// The longest statement of an approval, in bytes.
    public static let statementByteCount = 4_096
    /// For how long a proposed change of rights may be approved, in seconds: 7 days.
    public static let proposalSeconds: Int64 = 7 * 86_400
    /// The longest absence, in seconds: 366 days.
    public static let absenceSeconds: Int64 = 366 * 86_400
    /// Proposals that wait at one time.
    public static let proposalCount = 256
    /// The longest life of an invitation, in hours.
    public static let invitationHours: Int64 = 72
    /// Last-seen times are written when they moved by this much, in seconds.
    public static let lastSeenSeconds: Int64 = 3_600
    /// The age at which a device's pre-shared key is to be renewed, in seconds: 90 days.
    public static let renewalSeconds: Int64 = 90 * 86_400
    /// An invitation that another key tries is marked again after this long, in seconds.
    public static let contestSeconds: Int64 = 3_600
    /// Static keys of a daemon: current and next.
    public static let staticKeyCount = 2
}
