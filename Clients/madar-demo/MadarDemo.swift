import ArgumentParser
import Foundation

/// Carries invented children through the circuit for `Clients/demo`, and checks what became of
/// them.
@main
struct MadarDemo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "madar-demo",
        abstract: "Carry invented children through the circuit, and check what became of them.",
        discussion: "Clients/demo runs it; it needs enrolled profiles and a serving daemon.",
        subcommands: [Carry.self, Check.self, Hunt.self])
}

/// One invented child of the scenario file.
struct Child: Sendable {
    let familyArabic, givenArabic, familyLatin, givenLatin: String
    let sex: String
    let age: Int64
    let commune, milieu, phone, category, risk: String

    /// What would be found in clear: names in both scripts, the phone number.
    var secrets: [String] {
        [familyArabic + " " + givenArabic, givenArabic, givenLatin + " " + familyLatin, phone]
    }

    /// Reads the scenario file.
    static func read(_ path: String) throws -> [Child] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { line in
                let cells = line.split(separator: "\t").map(String.init)
                guard cells.count == 11, let age = Int64(cells[5]) else {
                    throw ValidationError("the scenario file has a malformed line")
                }
                return Child(
                    familyArabic: cells[0], givenArabic: cells[1], familyLatin: cells[2],
                    givenLatin: cells[3], sex: cells[4], age: age, commune: cells[6],
                    milieu: cells[7], phone: cells[8], category: cells[9], risk: cells[10])
            }
    }
}
