internal import Basics
public import Circuit
internal import Framing
public import Operations
internal import Secrets

/// An invitation as it is printed once.
public struct PrintedInvitation: Sendable {
    /// The code of the role that it carries first.
    public let role: String
    /// The text to hand over.
    public let text: String
}

/// Making the store of a province.
public enum Founding {
    /// Makes store, keys and slots, and gives the invitations of operator and coordinator.
    ///
    /// - Parameters:
    ///   - address: where clients reach the daemon, as `host:port`.
    ///   - passphrase: opens the store; it is wiped whatever happens. Empty for none.
    /// - Throws: `StoreFault`; what was there stays untouched.
    public static func found(
        folder: String, _ foundation: ProvinceFoundation, definition: CircuitDefinition,
        address: String, wiping passphrase: inout [UInt8]
    ) throws(StoreFault) -> [PrintedInvitation] {
        let text: SecretBuffer? = passphrase.isEmpty ? nil : SecretBuffer(wiping: &passphrase)
        let founded: Founded
        do {
            try Sodium.start()
            founded = try Installation.create(
                in: folder, foundation, definition: definition, passphrase: text,
                clock: DaemonProcess.clock)
        } catch {
            throw StoreFault(error)
        }
        var printed: [PrintedInvitation] = []
        for invitation in founded.invitations {
            guard
                let text = InvitationText(
                    keyID: founded.keyID, daemonKey: founded.daemonKey,
                    invitation: invitation.invitation, secret: invitation.secret,
                    address: address)
            else { throw .inputOutput }
            printed.append(PrintedInvitation(role: invitation.role, text: text.text))
        }
        return printed
    }
}
