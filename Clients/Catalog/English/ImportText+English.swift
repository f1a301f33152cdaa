extension ImportText {
    var english: String {
        switch self {
        case .rowSays(let row, let text): "Row \(row): \(text)"
        case .rowsSay(let rows, let text): "Rows \(rows): \(text)"
        case .ready: "a file would be opened"
        case .sentBefore: "sent before without an answer; it goes again, once"
        case .made(let number): "file \(number) opened"
        case .overfull:
            "more cells than the header; a separator inside a cell needs quotation marks"
        case .equal(let row): "the same entry as row \(row); not taken over"
        case .alike(let row): "looks like row \(row); a person decides"
        case .similar(let numbers): "looks like the child of file \(numbers); a person decides"
        case .there(let number): "taken over before, as file \(number)"
        case .thereUnnumbered: "taken over before; the number was not told"
        case .changed(let number):
            "says something else than when it was taken over; enter that in file \(number)"
        case .unsent: "not sent"
        case .unmapped(let names): "Columns that no line of the mapping names: \(names)"
        case .leftOut(let names): "Columns that the mapping leaves out: \(names)"
        case .agesCounted(let rows):
            "Ages counted on from the day of the register to today: \(rows)"
        case .dryRun: "Nothing was written. To open the files: the same command with --do"
        case .heldAdvice:
            "Rows that look like another row, or like a child who has a file, are opened only with --rows and --take-similar, once somebody has looked."
        case .reading(let done, let total): "Reading the rows: \(done) of \(total)"
        case .searching(let done, let total):
            "Comparing with the files that you may see: \(done) of \(total)"
        case .opening(let done, let total): "Opening files: \(done) of \(total)"
        case .stopped:
            "Stopped. What was opened stays. The same command does the rest, and opens nothing twice."
        case .noColumn(let name): "the sheet has no column \"\(name)\""
        case .columnTwice(let name): "the sheet has two columns \"\(name)\""
        case .noField(let code): "the form that opens a file has no field \"\(code)\""
        case .noCode(let code): "the field has no code \"\(code)\""
        case .fieldTwice(let code): "the field \"\(code)\" takes one column"
        case .fieldClosed(let code): "your roles do not write the field \"\(code)\""
        case .noRegister(let code):
            "No line gives the name of the register: field \"\(code)\", with the name as code."
        case .column: "Column of the register"
        case .field: "Field"
        case .value: "What the register writes"
        case .code: "Code"
        case .meaning: "Meaning"
        case .row: "Row"
        case .state: "State"
        case .remark: "Remark"
        case .countReady: "Would be opened"
        case .countMade: "Opened"
        case .countThere: "Taken over before"
        case .countFaulty: "With errors"
        case .countEqual: "The same entry twice"
        case .countHeld: "For a person to decide"
        case .countChanged: "Changed since"
        case .countUnsent: "Not sent"
        }
    }
}
