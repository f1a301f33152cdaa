import ArgumentParser
import Basics
import Circuit
import Foundation
import MadarClient
import Mapping

/// Reads every file back and compares it with what was acknowledged.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare every file's history with the acts that were acknowledged.")

    @OptionGroup var profiles: ProfileOptions
    @Option(help: "Where each acknowledged act was noted.") var journal: String

    func run() async throws {
        let client = try await profiles.clients().centre
        var expected: [FileID: [UInt64: ActID]] = [:]
        for line in try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: " ")
            guard cells.count == 3, let file = FileID(hexadecimal: cells[0]),
                let act = ActID(hexadecimal: cells[1]), let sequence = UInt64(cells[2])
            else { throw ValidationError("the journal has a malformed line") }
            guard expected[file, default: [:]].updateValue(act, forKey: sequence) == nil else {
                throw ValidationError("two acknowledged acts bear one place")
            }
        }
        var found = 0
        var missing = 0
        var doubled = 0
        for (file, acts) in expected {
            let history = try await client.history(file)
            for (sequence, act) in acts {
                let times = history.count { $0.act.id == act }
                let isInPlace = history.contains { $0.sequence == sequence && $0.act.id == act }
                if times == 1, isInPlace { found += 1 }
                if times == 0 { missing += 1 }
                if times > 1 { doubled += 1 }
            }
            // An act that nobody was told of would be a doubled effect under another id.
            if history.count > acts.count { doubled += history.count - acts.count }
        }
        print("files \(expected.count) acts found \(found) missing \(missing) doubled \(doubled)")
        if missing > 0 || doubled > 0 { throw ExitCode(2) }
    }
}
