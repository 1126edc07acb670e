import LenetEngine
import LenetSyntax

/// What `explain` says of a rule or a schedule: everything in it is made from the definition, or stands beside it.
package struct RuleExplanation: Sendable, Hashable {
    package struct Symbol: Sendable, Hashable {
        /// As the formula writes it: β₁.
        package var text: String
        package var latex: String
        /// As the definition writes it: `beta1`.
        package var name: String
        /// Of a parameter, what holds here; nil for what a step works out.
        package var value: String?
        package var meaning: String
    }
    /// A parameter and its default in each of `Defaults.columns`; nil where that version has no such parameter.
    package struct Default: Sendable, Hashable {
        package var name: String
        package var values: [String?]
    }

    package var name: String
    /// Whose version it is; nil for a user's own that serves all dialects.
    package var dialect: Dialect?
    /// "torch has no rule 'lion': this is keras's"; nil where nothing needs saying.
    package var note: String?
    /// `adam (keras) lr 0.001 beta1 0.9 …`: the settings in force.
    package var displayName: String
    package var documentation: RuleDocumentation
    package var formula: [FormulaLine]
    package var symbols: [Symbol]
    package var defaultColumns: [String]
    package var defaults: [Default]
    package var isSchedule = false

    /// The formula as one block for LaTeX.
    package var latex: String {
        let lines = formula.map { line -> String in
            // Lines meet at their first equals sign.
            guard line.role != .remark, let equals = line.latex.range(of: " = ") else { return "& " + line.latex }
            return line.latex[..<equals.lowerBound] + " &= " + line.latex[equals.upperBound...]
        }
        return "\\begin{aligned}\n" + lines.joined(separator: " \\\\\n") + "\n\\end{aligned}"
    }
}

extension String {
    /// Foundation's `range(of:)`, without Foundation.
    fileprivate func range(of word: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            let rest = self[start...]
            if rest.hasPrefix(word), let end = index(start, offsetBy: word.count, limitedBy: endIndex) { return start..<end }
            start = index(after: start)
        }
        return nil
    }
}
