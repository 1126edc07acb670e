// Downloads one file. `lenet` starts this program where `load` must download, so that it never pays for a network stack itself.
//
//     lenet-fetch URL FILE SECONDS LIMIT
//
// FILE is written as it comes (the caller gives a temporary name, checks it and renames it), SECONDS is how long the other side may
// keep silent, LIMIT how many bytes may come. Standard output has a line per event, its parts separated by tabs:
//
//     progress <received> <total, or - where it is not said>
//     done <received>
//     failed <why, for people>
//
// Ends with 0 after done, 1 after failed, 2 where its arguments make no sense.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 5, let seconds = Int(arguments[3]), let limit = Int(arguments[4]), seconds > 0, limit > 0 else {
    FileHandle.standardError.write(Data("usage: lenet-fetch URL FILE SECONDS LIMIT\n".utf8))
    exit(2)
}
Proxies.leaveLoopbackAlone()
let outcome = Transfer(path: arguments[2], limit: limit).run(arguments[1], secondsOfSilence: seconds)
switch outcome {
case .done(let received):
    Report.line("done", String(received))
    exit(0)
case .failed(let reason):
    Report.line("failed", reason)
    exit(1)
}
