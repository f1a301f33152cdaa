/// Adds whole numbers that are wider than the limits allow only where a question is given up.
infix operator +! : AdditionPrecedence
/// Subtracts likewise.
infix operator -! : AdditionPrecedence
/// Multiplies likewise.
infix operator *! : MultiplicationPrecedence

extension Int {
    static func +! (one: Int, other: Int) throws(BoundsFault) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        if overflow { throw .exhausted }
        return sum
    }

    static func -! (one: Int, other: Int) throws(BoundsFault) -> Int {
        let (difference, overflow) = one.subtractingReportingOverflow(other)
        if overflow { throw .exhausted }
        return difference
    }

    static func *! (one: Int, other: Int) throws(BoundsFault) -> Int {
        let (product, overflow) = one.multipliedReportingOverflow(by: other)
        if overflow { throw .exhausted }
        return product
    }

    /// The largest whole number that is not above the quotient.
    func quotient(by divisor: Int) -> Int {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
