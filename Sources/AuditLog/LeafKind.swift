/// What happened, as far as a leaf shows it in clear (LAYOUT L-18); a number never changes meaning.
public enum LeafKind: UInt8, CaseIterable, Sendable {
    /// Content of a file was read.
    case read = 1
    /// Files or acts were listed.
    case list = 2
    /// A search was made.
    case search = 3
    /// A file was opened with its first act.
    case create = 4
    /// An act was added to a file.
    case update = 5
    /// An act was taken back by a correction.
    case delete = 6
    /// Content left as an export, a page or an extract.
    case export = 7
    /// A device opened a session.
    case login = 8
    /// A call was refused.
    case deny = 9
    /// The vault was unsealed.
    case unseal = 10
    /// The vault was sealed.
    case seal = 11
    /// A rotation was planned or a pending key made.
    case rotatePlan = 12
    /// A new key became active.
    case rotateActivate = 13
    /// Wraps were rewrapped.
    case rotateRewrap = 14
    /// A rotation was paused, resumed or rolled back.
    case rotateControl = 15
    /// A key was retired or destroyed.
    case rotateRetire = 16
    /// A file or a class of it was erased.
    case erase = 17
    /// A backup was made.
    case backup = 18
    /// A backup was restored.
    case restore = 19
    /// A file was opened outside the caseload in an emergency; the act of the leaf says why.
    case breakGlass = 20
    /// A setting or a definition changed.
    case config = 21
    /// A member, an organisation or a device was added or changed.
    case memberChange = 22
    /// An invitation was made, approved, used or refused.
    case memberInvite = 23
    /// A device was revoked.
    case memberRevoke = 24
    /// A second person approved.
    case approve = 25
    /// The log, the acts or the keys were verified, or a restore was tried.
    case verify = 26
    /// The daemon did a job of its own.
    case system = 27
    /// State, a checkpoint or a definition was asked for.
    case status = 28
    /// What was deferred while the disk was full, the daemon sealed or the line down.
    case deferred = 29
    /// The content of an attachment began to come, or went on.
    case attach = 30
    /// A bundle or a receipt of another province came, a piece of one did, or a receipt went.
    case transfer = 31
    /// An order was given or taken back, or carried out where it changes no file.
    case order = 32
    /// An incident of security was reported, or more was said of one.
    case incident = 33
    /// Another key signs the log from then on: the statement that says so was made.
    case logKey = 34
    /// A custodian contributed to an unsealing, or proved that he has his secret.
    case custody = 36
    /// Somebody said of two files that these are two children, or took that back.
    case pair = 37
    /// What is kept of a file was sealed anew under new data keys; nothing that it says changed.
    case reseal = 39
    /// Something was published; the leaf has its hash.
    case publish = 40
    /// A file of counts was signed for the ministry; the leaf has the hash of its text.
    case returned = 42

    /// Whether a leaf of the kind covers envelopes: appended, erased, or sealed anew with it.
    var coversEnvelopes: Bool { isWrite || self == .erase || self == .reseal }

    /// Whether a leaf of the kind covers envelopes that were appended with it.
    public var isWrite: Bool {
        switch self {
        case .create, .update, .delete, .breakGlass: true
        default: false
        }
    }
}
