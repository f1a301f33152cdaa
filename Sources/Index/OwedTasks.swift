import Basics
import Circuit

/// A task, packed.
struct PackedTask: Equatable, Sendable {
    var due: Int64
    var since: Int64
    var task: UInt32
    var clock: UInt32
    var owner: UInt32
    var dataClass: DataClass

    /// Stands where a task was.
    static let none = PackedTask(
        due: 0, since: 0, task: Symbols<String>.none, clock: Symbols<String>.none,
        owner: Symbols<MemberID>.none, dataClass: .social)
}

extension FileIndex {
    func task(_ packed: PackedTask) -> DueTask {
        DueTask(
            task: codes[packed.task] ?? "", clock: codes[packed.clock] ?? "",
            since: Instant(milliseconds: packed.since), due: Instant(milliseconds: packed.due),
            dataClass: packed.dataClass, owner: members[packed.owner])
    }

    /// Writes what is owed on a file, in place where it is no more than before.
    mutating func keep(_ owed: [DueTask], of kind: DossierKind, _ place: Int) {
        // A plan has many actions, each with an owner who is told of his own.
        let most = kind == .child ? IndexLimits.tasksPerFile : CircuitLimits.mattersPerHead
        let packed = owed.prefix(most).map { task in
            PackedTask(
                due: task.due.milliseconds, since: task.since.milliseconds,
                task: codes.number(task.task), clock: codes.number(task.clock),
                owner: members.number(task.owner), dataClass: task.dataClass)
        }
        let run = rows[place].tasks
        guard packed.count > run.count else {
            tasks.replaceSubrange(run.prefix(packed.count), with: packed)
            forgetTasks(place, after: packed.count)
            return
        }
        forgetTasks(place)
        rows[place].tasksStart = UInt32(truncatingIfNeeded: tasks.count)
        rows[place].tasksCount = UInt16(truncatingIfNeeded: packed.count)
        Index.append(packed, to: &tasks)
    }

    /// Overwrites what is owed on a file, but for the first so many.
    mutating func forgetTasks(_ place: Int, after count: Int = 0) {
        let run = rows[place].tasks.dropFirst(count)
        for index in run { tasks[index] = .none }
        taskWaste += run.count
        rows[place].tasksCount = UInt16(truncatingIfNeeded: count)
    }
}
