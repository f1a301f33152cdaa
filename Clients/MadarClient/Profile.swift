import Glibc

/// The folder of one member on this machine; several members may share a machine.
///
/// It holds `device.key`, while an enrolment is under way `enrolment.pending`, of a witness of logs
/// `witness.key`, and under `kept/` whatever the client keeps, all sealed.
public struct Profile: Hashable, Sendable {
    /// The name, of lower-case letters, digits, full stops, hyphens and underscores.
    public let name: String
    /// The folder that holds all profiles.
    public let home: String

    /// Names a profile; nil for a name of another form, or where no home folder is known.
    ///
    /// Without `home` the profiles lie in `$MADAR_HOME`, else in `$XDG_CONFIG_HOME/madar`, else in
    /// `~/.config/madar`.
    public init?(_ name: String, home: String? = nil) {
        guard let home = home ?? Self.defaultHome, Self.isName(name) else { return nil }
        self.name = name
        self.home = home
    }

    /// The profiles that have a device file or a pending enrolment, by name.
    public static func all(home: String? = nil) -> [Profile] {
        guard let home = home ?? defaultHome else { return [] }
        return ClientFile.names(in: home).sorted().compactMap { Profile($0, home: home) }
            .filter { $0.isEnrolled || $0.hasPendingEnrolment }
    }

    /// The folder.
    public var folder: String { home + "/" + name }
    /// Whether this machine has a device of the member.
    public var isEnrolled: Bool { ClientFile.exists(deviceFile) }
    /// Whether an enrolment was begun and not confirmed.
    public var hasPendingEnrolment: Bool { ClientFile.exists(pendingFile) }

    var deviceFile: String { folder + "/device.key" }
    var pendingFile: String { folder + "/enrolment.pending" }
    var witnessFile: String { folder + "/witness.key" }
    var keptFolder: String { folder + "/kept" }

    private static func isName(_ name: String) -> Bool {
        (1...ClientLimits.profileByteCountMax).contains(name.utf8.count)
            && name.utf8.allSatisfy(isNameCharacter) && !name.hasPrefix(".")
    }

    static func isNameCharacter(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static var defaultHome: String? {
        if let home = ClientFile.environment("MADAR_HOME") { return home }
        if let config = ClientFile.environment("XDG_CONFIG_HOME") { return config + "/madar" }
        return ClientFile.environment("HOME").map { $0 + "/.config/madar" }
    }
}
