import LenetSyntax

extension Session {
    /// Parses a text and checks what can be known without running it: every error is reported.
    package func check(_ text: String, name: String) -> Outcome {
        let parsed = parse(text, name: name)
        var diagnostics = parsed.diagnostics
        // What could not be parsed cannot be resolved either; a first mistake should not bring ten more.
        if !parsed.hasErrors { diagnostics += Checker(self).check(parsed.block) }
        report(diagnostics)
        return diagnostics.contains { $0.severity == .error } ? .misused : .fine
    }
}
