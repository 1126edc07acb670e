extension [String] {
    /// "a, b and c", as one says it; empty where there is nothing.
    package var spoken: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
