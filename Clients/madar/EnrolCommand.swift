import ArgumentParser
import Basics
import Catalog
import Commands
import MadarClient
import Terminal

/// `madar enrol`.
struct EnrolCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: helpText(.enrol),
        discussion: examples(
            "madar enrol", "madar enrol --invitation-file invitation.txt",
            "madar enrol --profile unit2 --invitation-file - < invitation.txt"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionInvitationFile)) var invitationFile: String?
    @Option(help: help(.optionDeviceLabel)) var deviceLabel: String?
    @Option(help: help(.optionPassphraseFile)) var passphraseFile: String?

    private struct Document: Encodable {
        var schema = "madar.enrolled/1"
        var outcome = Outcome.done.rawValue
        var profile: String
        var member: String
        var device: String
        var address: String
    }

    func perform(_ context: Context) async throws {
        guard !context.profile.isEnrolled else {
            throw Failure(.alreadyEnrolled(profile: context.profile.name))
        }
        let invitation = try invitationFile.map(Input.text) ?? typedInvitation(context)
        let label =
            try deviceLabel
            ?? (context.prompt.isAvailable
                ? context.prompt.line(context.ask(.deviceLabel)).trimmed
                : ThisProcess.hostName)
        let passphrase = try context.newPassphrase(file: passphraseFile)
        guard Enrolment.isInvitation(invitation) else { throw Failure(.invitationUnreadable) }
        // Whoever enrols accepts it; a person at a terminal is asked (SPEC W-117).
        context.tell(.secrecyText)
        if context.prompt.isAvailable, !context.isJSON {
            guard try context.confirm(context.ask(.confirmSecrecy)) else { throw Failure(.gaveUp) }
        }
        let info = try await enrol(context, invitation, label, passphrase)
        try context.emit(
            Document(
                profile: info.profile, member: info.member.hexadecimal,
                device: info.device.hexadecimal, address: info.address))
        context.tell(
            .enrolled(
                member: String(info.member.hexadecimal.prefix(8)), profile: context.profile.name))
        context.tell(.enrolledNext)
    }

    private func enrol(
        _ context: Context, _ invitation: String, _ label: String,
        _ passphrase: borrowing Passphrase
    ) async throws -> DeviceInfo {
        do {
            return try await Enrolment.enrol(
                context.profile, invitation: invitation, label: label, passphrase)
        } catch {
            // The same invitation and passphrase may be tried again after a cut.
            throw Failure(error, profile: context.profile.name)
        }
    }

    /// The invitation as somebody types it; a slip is told before anything else is asked.
    private func typedInvitation(_ context: Context) throws -> String {
        while true {
            let typed = try context.prompt.line(context.ask(.invitationText)).trimmed
            if Enrolment.isInvitation(typed) { return typed }
            let fault = Fault.invitationUnreadable
            context.prompt.tell(fault.happened(context.language))
            context.prompt.tell(fault.advice(context.language))
        }
    }
}
