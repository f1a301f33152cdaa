/// What `madar-import` says of a sheet, its mapping and its rows.
public enum ImportText: Equatable, Sendable {
    /// “Row {row}: {text}”.
    case rowSays(row: String, text: String)
    /// “Rows {rows}: {text}”.
    case rowsSay(rows: String, text: String)
    /// “a file would be opened”.
    case ready
    /// “sent before, and not known to be done: goes again”.
    case sentBefore
    /// “file {number} opened”.
    case made(number: String)
    /// “more cells than the header…”.
    case overfull
    /// “the same entry as row {row}”.
    case equal(row: Int)
    /// “looks like row {row}”.
    case alike(row: Int)
    /// “looks like the child of file {numbers}”.
    case similar(numbers: String)
    /// “taken over before, as file {number}”.
    case there(number: String)
    /// “taken over before, under a number that nobody told”.
    case thereUnnumbered
    /// “says something else than when it was taken over; enter that in the file {number}”.
    case changed(number: String)
    /// “not sent”.
    case unsent
    /// “Columns that no line of the mapping names: {names}”.
    case unmapped(names: String)
    /// “Columns that the mapping leaves out: {names}”.
    case leftOut(names: String)
    /// “Ages counted on from the day of the register: {rows}”.
    case agesCounted(rows: String)
    /// “Nothing was written. …”.
    case dryRun
    /// “What looks like another entry or file is not opened unless…”.
    case heldAdvice
    /// “Reading the rows: {done} of {total}”.
    case reading(done: String, total: String)
    /// “Comparing with the files that you may see: {done} of {total}”.
    case searching(done: String, total: String)
    /// “Opening files: {done} of {total}”.
    case opening(done: String, total: String)
    /// “Stopped. …”.
    case stopped
    /// “there is no column {name}”.
    case noColumn(name: String)
    /// “two columns of that name: {name}”.
    case columnTwice(name: String)
    /// “the form that opens a file has no such field: {code}”.
    case noField(code: String)
    /// “the field has no such code: {code}”.
    case noCode(code: String)
    /// “that field takes one column: {code}”.
    case fieldTwice(code: String)
    /// “your roles do not write that field: {code}”.
    case fieldClosed(code: String)
    /// “no line gives the name of the register: {code}”.
    case noRegister(code: String)
    /// “Column of the register”.
    case column
    /// “Field”.
    case field
    /// “What the register writes”.
    case value
    /// “Code”.
    case code
    /// “Meaning”.
    case meaning
    /// “Row”.
    case row
    /// “State”.
    case state
    /// “What is to be done”.
    case remark
    /// “would be opened”.
    case countReady
    /// “opened”.
    case countMade
    /// “taken over before”.
    case countThere
    /// “with faults”.
    case countFaulty
    /// “the same entry twice”.
    case countEqual
    /// “for a person to decide”.
    case countHeld
    /// “changed since”.
    case countChanged
    /// “not sent”.
    case countUnsent

    /// The text in a language.
    public func text(_ language: Language) -> String {
        switch language {
        case .arabic: arabic
        case .french: french
        case .english: english
        }
    }
}
