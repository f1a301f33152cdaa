import Testing

extension EndToEnd {
    /// Files get new data keys, ordered and approved at two desks (SPEC W-162).
    @Suite struct FilesGetNewKeys {
        @Test func twoPeopleGiveAFileNewKeysAndItReadsAsBefore() throws {
            try AMachineIsLost.opened { province, desk in
                let opened = try Terminals.open(desk)
                let (file, number) = try (
                    #require(opened.text("file")), #require(opened.text("file_number"))
                )
                let before = try desk.run("madar", "worker", "show", number)
                try #require(before.status == 0)
                #expect(
                    try desk.run("madarctl", "operator", "keys", "renewal").code == "no_renewal")
                let none = String(repeating: "0", count: 32)
                #expect(
                    try desk.run("madarctl", "operator", "keys", "renew", none).code
                        == "no_renewed_file")
                #expect(try desk.run("madarctl", "operator", "keys", "renew").status == 64)
                let planned = try desk.run("madarctl", "operator", "keys", "renew", file)
                let id = try #require(planned.text("renewal"))
                #expect(planned.document["needs_approval"] as? Bool == true)
                #expect(
                    try desk.run("madarctl", "operator", "keys", "renew", "--all-files").code
                        == "renewal_elsewhere")
                let approved = try desk.run(
                    "madarctl", "coordinator", "approve", id, "--yes-i-have-read")
                #expect(approved.status == 0 && approved.text("renewal") == id)
                let done = try desk.run("madarctl", "operator", "keys", "renewal", "watch")
                #expect(done.status == 0 && done.text("state") == "done")
                #expect(done.document["done"] as? Int == 1)
                #expect(done.document["files"] as? [String] == [file])
                let list = try desk.run("madarctl", "operator", "keys", "list")
                #expect((list.document["owed"] as? [String])?.isEmpty == true)
                let after = try desk.run("madar", "worker", "show", number)
                #expect(after.status == 0)
                #expect(after.text("file_number") == before.text("file_number"))
                // A step that is none, and one that it does not stand for.
                #expect(
                    try desk.run("madarctl", "operator", "keys", "renewal", "undo").status == 64)
                #expect(
                    try desk.run("madarctl", "operator", "keys", "renewal", "pause").code
                        == "renewal_elsewhere")
            }
        }
    }
}
