import Testing

/// The outputs in docs/comparing.md are what the program prints, times apart.
@Suite struct ComparingPageTests {
    @Test func page() throws { try RecordedPage.expect("docs/comparing.md") }
}
