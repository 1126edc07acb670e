import Testing

/// The outputs in docs/step.md are what the program prints.
@Suite struct StepPageTests {
    @Test func page() throws { try RecordedPage.expect("docs/step.md") }
}
