import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Messages
import Terminal

/// `madar whoami`.
struct WhoAmICommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: helpText(.whoami),
        discussion: examples("madar whoami", "madar whoami --json"))

    @OptionGroup var options: GlobalOptions

    private struct Document: Encodable {
        struct Grant: Encodable {
            var role: String
            var organisation: String
            var organisationName: String
        }
        var schema = "madar.whoami/1"
        var profile: String
        var member: String
        var name: String
        var device: String
        var deviceLabel: String
        var province: String
        var definitionVersion: UInt32
        var sealed: Bool
        var roles: [Grant]
        var deputised: [Deputised]
        var breakGlassCount: UInt32

        struct Deputised: Encodable {
            var member: String
            var name: String
        }
    }

    func perform(_ context: Context) async throws {
        let session = try await UserSession(context)
        let answer = try await context.waiting(.connecting) { try await session.client.whoAmI() }
        try context.emit(
            Document(
                profile: context.profile.name, member: answer.member.hexadecimal,
                name: answer.name, device: answer.device.hexadecimal,
                deviceLabel: answer.deviceLabel, province: answer.province,
                definitionVersion: answer.definitionVersion, sealed: answer.sealed,
                roles: answer.roles.map {
                    Document.Grant(
                        role: $0.role, organisation: $0.organisation.hexadecimal,
                        organisationName: $0.organisationName)
                },
                deputised: answer.deputised.map {
                    Document.Deputised(member: $0.id.hexadecimal, name: $0.name)
                },
                breakGlassCount: answer.breakGlassCount))
        if answer.breakGlassCount > 0 {
            context.alarm(.glassOwed(count: String(answer.breakGlassCount)))
        }
        // Without a definition at hand a role is shown by its code.
        let definition = try? await session.client.definition()
        context.show(
            [
                LabelledValue(context.text(.name), answer.name),
                LabelledValue(context.text(.memberID), answer.member.hexadecimal),
                LabelledValue(context.text(.device), answer.deviceLabel),
                LabelledValue(context.text(.deviceID), answer.device.hexadecimal),
                LabelledValue(context.text(.province), answer.province),
                LabelledValue(context.text(.profile), context.profile.name),
                LabelledValue(
                    context.text(.secrecyUntil), context.moment(milliseconds: answer.secrecyDueMs),
                    style: answer.secrecyDueMs <= context.now.milliseconds ? .alarm : nil),
            ]
                + answer.deputised.map {
                    LabelledValue(context.text(.standsInFor), $0.name, style: .notice)
                }
                + answer.roles.map { grant in
                    let role = definition?.role(grant.role).map { context.text($0.labels) }
                    return LabelledValue(
                        context.text(.role),
                        (role ?? grant.role) + " — " + grant.organisationName)
                })
    }
}
