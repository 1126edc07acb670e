import LenetCommands
import Testing

/// `docs/mistakes.md`: twenty mistakes that newcomers make, with what the program answers. The page is made here.
@Suite struct MistakesPageTests {
    static let mistakes: [(caption: String, script: String)] = [
        ("A word from Keras", "load digits\nmodel lenet5\ntrain with adam learning_rate=0.001"),
        ("Options with colons and commas", "train with adam, epochs: 5"),
        ("The whole line from Keras", "model.fit(x_train, y_train, epochs=5, batch_size=128)"),
        ("Quotes round a name", "train with 'adam'"),
        ("A misspelt rule", "load digits\nmodel lenet5\ntrain with rmsporp lr 0.001"),
        ("A misspelt option", "load digits\nmodel lenet5\ntrain with adam epoch 5"),
        ("An option of another rule", "load digits\nmodel lenet5\ntrain with adam momentum 0.9"),
        ("A rate that cannot be", "load digits\nmodel lenet5\ntrain with sgd lr -0.1"),
        ("Training before there is anything to train with", "train with adam"),
        ("The remainder as in C", "let n = 7\nif n % 2 == 1 { print \"odd\" }"),
        ("`=` for `==`", "let n = 7\nif n = 7 { print \"seven\" }"),
        ("Python's blocks", "for rate in [0.1, 0.01]:\n    print rate"),
        ("A text and a number", "let epochs = 5\nprint \"epochs: \" + epochs"),
        ("One place too far", "let xs = [0.1, 0.01]\nprint xs[2]"),
        ("A misspelt variable", "let accuracy = 0.97\nprint acuracy"),
        ("A misspelt field", "load digits train 300\nmodel mlp\nlet run = train with adam\nprint run.acuracy"),
        ("A convolution that does not fit", "model small {\n    conv 8 5x5 relu\n    maxpool 2\n    conv 16 5x5 relu\n    maxpool 2\n    conv 32 5x5 relu\n    dense 10\n}\nmodel small"),
        ("The wrong number of classes", "model small {\n    dense 64 relu\n    dense 9\n}\nmodel small"),
        ("A name that a rule does not know", "optimizer mine(lr = 0.1, momentum = 0.9) {\n    state v = 0\n    v = momentum * v + gradient\n    w = w - lr * v\n}"),
        ("A function that calls itself for ever", "def down(n) {\n    return down(n - 1)\n}\nprint down(3)"),
    ]

    static func answer(_ script: String) -> String {
        let (session, output) = TestSession.make()
        output.width = 100
        if session.check(script, name: "first.lenet") == .fine { _ = session.run(script, name: "first.lenet") }
        return output.messages.joined(separator: "\n")
    }

    @Test func thePageIsWhatTheProgramSays() throws {
        var page = """
            # Twenty mistakes of a newcomer

            Each script has one, and below it stands what `lenet` answers. The page is made from the program's own output by a test
            (`LENET_RECORD=1`), so it is what you would see. `help` and a message's code says more: `lenet help E0350`.

            """
        for (number, mistake) in Self.mistakes.enumerated() {
            page += "\n## \(number + 1). \(mistake.caption)\n\n```\n\(mistake.script)\n```\n\n```text\n\(Self.answer(mistake.script))\n```\n"
        }
        try RecordedFile.expect(page, "docs/mistakes.md")
    }

    @Test func thereAreTwentyWithOneAnswerEach() {
        #expect(Self.mistakes.count == 20)
        for mistake in Self.mistakes {
            let errors = Self.answer(mistake.script).split(separator: "\n").filter { $0.hasPrefix("error: ") }
            #expect(errors.count == 1, "\(mistake.caption): \(errors)")
        }
    }
}
