import LenetCommands
import LenetShell
import Testing

/// The prompt without a terminal: a scripted editor gives the lines.
@Suite struct ShellTests {
    private func run(_ reads: [LineRead], isInteractive: Bool = true) -> (outcome: Outcome, output: CollectedOutput, editor: ScriptedEditor) {
        let output = CollectedOutput()
        var settings = Settings()
        settings.quiet = true
        settings.isInteractive = isInteractive
        let editor = ScriptedEditor(reads)
        let shell = Shell(
            session: Session(output: output, settings: settings), editor: editor, isInteractive: isInteractive, clearInterrupt: {})
        return (shell.run(), output, editor)
    }

    @Test func aStatementIsReadToItsEnd() {
        let (outcome, output, editor) = run([.line("if true {"), .line("  print 1"), .line("}"), .line("print 2")])
        #expect(outcome == .fine)
        #expect(output.results == ["1", "2"])
        #expect(editor.prompts == [.statement, .more, .more, .statement, .statement])
        #expect(editor.remembered == ["if true {\n  print 1\n}", "print 2"])
    }

    @Test func controlCDropsWhatWasEntered() {
        let (_, output, editor) = run([.line("if true {"), .interrupted, .line("print 2")])
        #expect(output.results == ["2"])
        #expect(editor.prompts == [.statement, .more, .statement, .statement])
    }

    @Test func aMistakeAtThePromptIsNoEnd() {
        let (outcome, output, _) = run([.line("print ("), .line(")"), .line("print 1 / 0"), .line("print 3")])
        #expect(outcome == .fine)
        #expect(output.results.last == "3")
    }

    @Test func aMistakeInAPipeEndsIt() {
        let (outcome, output, _) = run([.line("print 1"), .line("print 1 / 0"), .line("print 3")], isInteractive: false)
        #expect(outcome == .failed)
        #expect(output.results == ["1"])
        #expect(run([.line("if true {")], isInteractive: false).outcome == .misused)
    }

    @Test func quitLeaves() { #expect(run([.line("quit"), .line("print 1")]).output.results.isEmpty) }
}

@Suite struct CompletionTests {
    private func words(_ before: String) -> [String] {
        let session = Session(output: CollectedOutput())
        _ = session.run("let my_rate = 1", name: "test")
        return Completion(session).words(before)
    }

    @Test(arguments: [
        ("tra", "train"), ("train wi", "with"), ("train with ada", "adam"), ("train with sgd mom", "momentum"),
        ("train with adam loss cross", "cross_entropy"), ("load di", "digits"), ("show sam", "samples"), ("model lenet", "lenet5"),
        ("dialect to", "torch"), ("compare [sgd, ada", "adam"), ("print my_", "my_rate"), ("help optimi", "optimizers"),
        ("evaluate on val", "validation"), ("let run = tra", "train"), ("train with adam schedule cos", "cosine"),
    ])
    func offers(before: String, word: String) { #expect(words(before).contains(word), "\(words(before))") }

    @Test func anOptionIsOfferedOnce() {
        #expect(words("train with adam epochs 5 ep") == ["epsilon"])
    }
}

@Suite struct HistoryFileTests {
    @Test func statementsKeepTheirLines() {
        let path = "/tmp/lenet-history-test-\(UInt64.random(in: 0...UInt64.max))/lenet/history"
        let file = HistoryFile(path: path)
        file.append("for i in 1..2 {\n  print \"a\\b\"\n}")
        // A second shell on the same file.
        HistoryFile(path: path).append("print 2")
        #expect(HistoryFile(path: path).entries() == ["for i in 1..2 {\n  print \"a\\b\"\n}", "print 2"])
    }

    @Test func aLongFileIsCutToItsNewest() {
        let path = "/tmp/lenet-history-test-\(UInt64.random(in: 0...UInt64.max))/history"
        let file = HistoryFile(path: path)
        for number in 0..<HistoryFile.mostEntries * 2 + 10 { file.append("print \(number)") }
        let entries = HistoryFile(path: path).entries()
        #expect(entries.count == HistoryFile.mostEntries)
        #expect(entries.last == "print \(HistoryFile.mostEntries * 2 + 9)")
        #expect(HistoryFile(path: path).entries().count == HistoryFile.mostEntries)
    }

    @Test func noFileIsNoHistory() { #expect(HistoryFile(path: "/nonexistent/x").entries().isEmpty) }
}
