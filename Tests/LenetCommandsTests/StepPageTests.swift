import Testing

/// The outputs in docs/step.md and docs/why.md are what the program prints.
@Suite struct StepPageTests {
    @Test(arguments: ["docs/step.md", "docs/why.md"])
    func page(path: String) throws { try RecordedPage.expect(path) }
}
