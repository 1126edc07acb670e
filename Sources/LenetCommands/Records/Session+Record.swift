#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetEngine
import LenetLab
import LenetSyntax

// Every training is recorded: what decided it, what came of it, and the script that does it again.

extension Session {
    /// Adds a training that ended to the record, and gives it its facts. `comparison`: what it is a run of.
    ///
    /// What cannot be written is said once and ends nothing: the training is done.
    package func record(
        _ run: Run, recipe: Recipe, statement: String, comparison: String? = nil, until: Expression? = nil
    ) -> Run {
        if run.isTakenOver { return run }
        let occurrence = recording.count(run, epochs: recipe.epochs)
        let log = recording.isOn ? recording.log : nil
        guard log != nil || recording.heard != nil else { return run }
        var run = run
        let data = recipe.data
        run.facts = RunFacts(
            time: Self.now(), statement: statement, comparison: comparison, until: until.map { written($0.span) },
            epochsAsked: recipe.epochs,
            data: RunFacts.Data(
                name: data.name, source: data.source, training: data.training.count, validation: data.validation?.count,
                test: data.test.count, checksum: data.digest),
            layers: recipe.plan.rows.map(\.description), parameters: recipe.plan.parameterCount, place: place(),
            origin: origin(of: run, occurrence))
        if let log {
            do {
                let number = try log.add(run)
                run.facts?.number = number
            } catch {
                if !recording.hasToldFault, case .refused(let reason) = error {
                    note("trainings are not recorded: \(log.path): \(reason)")
                }
                recording.hasToldFault = true
            }
        }
        recording.heard?(run)
        return run
    }

    private func place() -> RunFacts.Place {
        if recording.processor == nil { recording.processor = Processor.name() }
        return RunFacts.Place(
            threads: settings.threads, lenet: lenetVersion, numerics: numericsVersion, processor: recording.processor ?? "",
            kernels: Kernels.chosen.name)
    }

    /// A longer script is not kept with every training.
    private static let longestScript = 1 << 18

    /// The statements that made the session what it was, and the one that runs.
    private func origin(of run: Run, _ occurrence: Int) -> RunFacts.Origin {
        var isExact = transcript.isExact
        var lines = startingSeed == 0 ? [] : ["seed \(startingSeed)"]
        lines += transcript.statements
        if let statement = recording.statement {
            if case .interrupted = run.result.stop, let pause = run.result.pause, let sentence = statement.sentence,
                ["train", "resume"].contains(sentence.verb.text)
            {
                lines.append(Self.paused(text(of: statement), sentence, at: statement.span, after: pause.steps))
            } else {
                lines.append(text(of: statement))
                if case .interrupted = run.result.stop, isInterrupted() { isExact = false }
            }
        } else {
            isExact = false
        }
        var script = lines.joined(separator: "\n") + "\n"
        if script.utf8.count > Self.longestScript { (script, isExact) = ("", false) }
        return RunFacts.Origin(
            script: script, occurrence: occurrence, isExact: isExact, arguments: settings.arguments, directory: settings.workingDirectory)
    }

    private static func now() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        gmtime_r(&now.tv_sec, &parts)
        return formatted(parts, "%Y-%m-%dT%H:%M:%SZ")
    }

    /// `2026-11-23 02:09` here, of a record's time; the text itself where it is no time.
    static func localTime(_ text: String) -> String { local(text, "%Y-%m-%d %H:%M") }

    /// `Nov 23 02:09`
    static func shortTime(_ text: String) -> String { local(text, "%b %d %H:%M") }

    private static func local(_ text: String, _ format: String) -> String {
        let numbers = text.split { !("0"..."9" ~= $0) }.compactMap { Int32($0) }
        guard numbers.count == 6, 1970...9999 ~= numbers[0] else { return text }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (numbers[0] - 1900, numbers[1] - 1, numbers[2])
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
        var moment = timegm(&parts)
        localtime_r(&moment, &parts)
        return formatted(parts, format)
    }

    private static func formatted(_ parts: tm, _ format: String) -> String {
        var parts = parts
        var buffer = [CChar](repeating: 0, count: 64)
        let length = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// What the processor calls itself.
enum Processor {
    static func name() -> String {
        #if canImport(Darwin)
            var size = 0
            guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 1 else { return "" }
            var name = [UInt8](repeating: 0, count: size)
            guard sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0) == 0 else { return "" }
            return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
        #else
            guard case .success(let text) = TextFile.read("/proc/cpuinfo") else { return "" }
            for line in text.split(separator: "\n") where line.hasPrefix("model name") {
                guard let colon = line.firstIndex(of: ":") else { continue }
                return String(line[line.index(after: colon)...].drop { $0 == " " })
            }
            return ""
        #endif
    }
}
