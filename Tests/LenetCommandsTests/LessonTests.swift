import Foundation
import LenetCommands
import LenetSyntax
import Testing

/// Every shipped lesson from its beginning to its end, as someone would type it: not done before, done after.
@Suite struct LessonTests {
    private static func texts(_ output: CollectedOutput) -> String { output.results.joined(separator: "\n") }

    @Test func thereAreLessons() throws {
        #expect(Lessons.names.count == 9 && Lessons.names.first == "first_steps")
        for name in Lessons.names {
            let page = try #require(Lessons.page(name))
            let lesson = try LessonReader.read(page)
            #expect(lesson.name == name && !lesson.title.isEmpty && !lesson.introduction.isEmpty && lesson.steps.count >= 4)
        }
    }

    /// The program carries what stands in `docs/lessons`.
    @Test func pagesAreEmbedded() throws {
        let folder = RecordedFile.root.appendingPathComponent("docs/lessons")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
        #expect(files.map { $0.split(separator: "_", maxSplits: 1).last.map { String($0.dropLast(3)) } } == Lessons.names)
        for (file, name) in zip(files, Lessons.names) {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            #expect(Lessons.page(name).map { $0 + "\n" } == text, "run scripts/sync-lessons")
        }
    }

    @Test(arguments: Lessons.names)
    func fromBeginningToEnd(name: String) throws {
        let (session, output) = TestSession.make()
        let lesson = try #require(Lessons.named(name))
        #expect(session.run("lesson \(name)", name: "<test>") == .fine)
        for (index, step) in lesson.steps.enumerated() {
            let place = "\(name), step \(index + 1): \(step.title)"
            let now = try #require(session.lesson)
            #expect(now.index == index && !now.isDone, "\(place)")

            output.results = []
            #expect(session.run("check", name: "<test>") == .fine)
            #expect(session.lesson?.isDone == false, "before its lines: \(place)")
            #expect(Self.texts(output).split(separator: "\n").joined(separator: " ").contains(step.hint.prefix(40)), "\(place)")

            if !step.lines.isEmpty {
                #expect(session.run(step.lines.joined(separator: "\n"), name: "<test>") == .fine, "\(place): \(output.messages)")
            }
            if case .answer(let right) = step.goal {
                #expect(session.run("check 123.4\ncheck nonsense", name: "<test>") == .fine)
                #expect(session.lesson?.isDone == false, "a wrong answer: \(place)")
                for answer in right {
                    #expect(session.run("check \(answer)", name: "<test>") == .fine)
                    #expect(session.lesson?.isDone == true, "\(answer): \(place)")
                }
            } else {
                #expect(session.run("check", name: "<test>") == .fine)
                #expect(session.lesson?.isDone == true, "after its lines: \(place)\n\(output.messages)")
            }
            #expect(session.run("next", name: "<test>") == .fine)
        }
        #expect(session.lesson == nil)
        #expect(Self.texts(output).contains("That was the lesson \(name)."))
        // A script says the same.
        let script = ["lesson \(name)"] + lesson.steps.flatMap { step -> [String] in
            if case .answer(let right) = step.goal { return step.lines + ["check \(right[0])", "next"] }
            return step.lines + ["next"]
        }
        let (checking, found) = TestSession.make()
        #expect(checking.check(script.joined(separator: "\n"), name: "<test>") == .fine, "\(found.messages)")
    }

    /// Every condition of every lesson is an expression, and no step is done by what another step's lines do alone.
    @Test(arguments: Lessons.names)
    func stepsAreLeftOut(name: String) throws {
        let (session, output) = TestSession.make()
        let steps = try #require(Lessons.named(name)).steps.count
        #expect(session.run("lesson \(name)\n" + String(repeating: "next\nnext\n", count: steps), name: "<test>") == .fine)
        #expect(session.lesson == nil && Self.texts(output).contains("That was the lesson \(name)."))
    }

    /// What was there before a lesson is there after it, to the bit.
    @Test(arguments: ["lesson off", String(repeating: "next\n", count: 13)])
    func nothingIsLost(end: String) throws {
        let (session, output) = TestSession.make()
        let before = """
            load digits train 300
            seed 5
            dialect torch
            model mlp
            watch dense1.bias[3]
            branch here
            train with adam batch 20 epochs 2 pause 7
            let first = model.fingerprint
            """
        #expect(session.run(before, name: "<test>") == .fine, "\(output.messages)")
        #expect(session.run("lesson first_steps\nexpect length([1]) == 1", name: "<test>") == .fine)
        #expect(session.training == nil && session.dataset == nil && session.paused == nil && session.watched.isEmpty && session.branches.isEmpty)
        #expect(session.settings.seed == 0 && session.dialect == .keras)
        #expect(session.run("load digits train 600\nmodel softmax_regression\ntrain with sgd", name: "<test>") == .fine)
        #expect(session.run(end, name: "<test>") == .fine, "\(output.messages)")
        #expect(Self.texts(output).contains("mlp on digits is back, as you left it"))
        // `why` speaks of the training from before the lesson, not of the lesson's.
        guard case .run(let run)? = session.lastResult else {
            Issue.record("no last training")
            return
        }
        #expect(run.model == "mlp")
        #expect(session.settings.seed == 5 && session.dialect == .torch && session.watched.count == 1 && session.branches.count == 1)
        let whole = "resume\nexpect model.fingerprint != first\nlet last = model.fingerprint\nback 3\nresume\nexpect model.fingerprint == last"
        #expect(session.run(whole, name: "<test>") == .fine, "\(output.messages)")
        let (other, _) = TestSession.make()
        #expect(other.run(before + "\nresume\nlet last = model.fingerprint", name: "<test>") == .fine)
        guard case .text(let last)? = session.scopes["last"], case .text(let wanted)? = other.scopes["last"] else {
            Issue.record("no fingerprints")
            return
        }
        #expect(last == wanted)
    }

    // MARK: check and next are names elsewhere

    @Test(arguments: [
        ("let next = 3\nnext = next + 1\nprint next\nnext", ["4", "4"]),
        ("def check(x) { return x > 1 }\nprint check(2)\nlet ok = check(0)\nprint ok", ["true", "false"]),
        ("for check in [1, 2] { print check }", ["1", "2"]),
        ("let check = [5, 6]\ncheck\nprint check[0]\ncheck[1]\ncheck + [7]", ["[5, 6]", "5", "6", "[5, 6, 7]"]),
        ("if true { let next = 1; next }", ["1"]),
    ])
    func names(script: String, printed: [String]) {
        let (session, output) = TestSession.make()
        #expect(session.check(script, name: "<test>") == .fine, "\(output.messages)")
        #expect(session.run(script, name: "<test>") == .fine, "\(output.messages)")
        #expect(output.results == printed)
    }

    @Test(arguments: ["next", "check", "check 3", "lesson off", "if true { next }"])
    func withoutALesson(script: String) {
        let (session, _) = TestSession.make()
        #expect(session.run(script, name: "<test>") == .failed)
        #expect(session.reportedCodes == ["E0880"])
        guard script != "lesson off" else { return }
        #expect(session.check(script, name: "<test>") == .misused && session.reportedCodes == ["E0880"])
    }

    /// A variable of one's own is no way out of a lesson.
    @Test func theLessonComesFirst() {
        let (session, _) = TestSession.make()
        #expect(session.run("let next = 7\nlesson momentum\nnext\nnext", name: "<test>") == .fine)
        #expect(session.lesson?.index == 1)
    }

    // MARK: A lesson of one's own

    private func read(_ text: String) -> LessonFault? {
        do throws(LessonFault) {
            _ = try LessonReader.read(text)
            return nil
        } catch { return error }
    }

    @Test func whatIsWrongWithALesson() {
        let good = "# mine: About nothing\n\nSome words.\n\n## One\n\n    print 1\n\nDone when: statement == \"print\"\nHint: Print it.\n"
        #expect(read(good) == nil)
        #expect(read("") == LessonFault(line: 1, reason: "a lesson begins with `# NAME: What it is about`"))
        #expect(read("# Mine: x\n")?.reason == "a lesson's name is of small letters and `_`")
        #expect(read("# mine: x\n\nwords\n")?.reason.hasPrefix("a lesson has steps") == true)
        #expect(read("# mine: x\n\n## One\n\nwords\n\nHint: x\n") == LessonFault(line: 3, reason: "this step has no `Done when:` and no `Answer:`"))
        #expect(read("# mine: x\n\n## One\n\nAnswer: 3\n") == LessonFault(line: 3, reason: "this step has no `Hint:`"))
        #expect(read("# mine: x\n\n## One\n\nAnswer: 3\nDone when: true\nHint: x\n")?.line == 5)
        #expect(read("# mine: x\n\n## One\n\nAnswer:\nHint: x\n")?.reason == "nothing stands behind `Answer:`")
        #expect(read("# mine: x\n\n## One\nwords\n")?.reason == "behind a step's title an empty line is missing")
    }

    @Test func fromAFile() throws {
        let (session, output) = TestSession.make()
        let path = session.settings.workingDirectory + "/lesson-\(UUID().uuidString).md"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = "# mine: Sums\r\n\r\nWords.\r\n\r\n## One\r\n\r\n    print 1 + 1\r\n\r\nDone when: statement == \"print\"\r\nHint: Print it.\r\n\r\n## Two\r\n\r\nWhat is it?\r\n\r\nAnswer: two or 2\r\nHint: Count.\r\nSeen: Yes.\r\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(session.run("lesson from \"\(path)\"\nprint 1 + 1\nnext\ncheck 3\ncheck Two\nnext", name: "<test>") == .fine, "\(output.messages)")
        #expect(session.lesson == nil && Self.texts(output).contains("That is not it. Count.") && Self.texts(output).contains("Right. Yes."))
        try text.replacingOccurrences(of: "statement ==", with: "statement =").write(toFile: path, atomically: true, encoding: .utf8)
        #expect(session.run("lesson from \"\(path)\"", name: "<test>") == .failed && session.reportedCodes == ["E0881"])
        #expect(session.run("lesson from \"nowhere.md\"", name: "<test>") == .failed && session.reportedCodes == ["E0803"])
        #expect(session.run("lesson momentun", name: "<test>") == .failed && session.reportedCodes == ["E0206"])
        #expect(session.lesson == nil)
    }

    /// A script that `save session` writes goes through the same steps.
    @Test func savedSession() {
        let (session, output) = TestSession.make()
        #expect(session.run("load digits train 300\nmodel mlp\nlesson momentum", name: "<test>") == .fine)
        #expect(session.run("path of sgd(lr: 0.018) on ravine steps 60\nlet x = 3", name: "<test>") == .fine)
        #expect(session.run("check\nnext\nnext\nnext", name: "<test>") == .fine)
        #expect(session.lesson?.index == 2)
        let (other, found) = TestSession.make()
        #expect(other.run(session.transcript.statements.joined(separator: "\n"), name: "<test>") == .fine, "\(found.messages)")
        #expect(other.lesson?.lesson.name == "momentum", "\(session.transcript.statements) \(output.messages)")
    }

    @Test func json() {
        let (session, output) = TestSession.make()
        session.settings.json = true
        #expect(session.run("lesson first_steps\ncheck", name: "<test>") == .fine)
        #expect(output.results.last == #"{"statement": "check", "result": {"name": "first_steps", "title": "Pictures to learn from", "step": 1, "steps": 7, "done": false}}"#)
    }
}
