namespace NbaStudio.Commands;

/// <summary>One verb of the command line.</summary>
public interface ICommand
{
    /// <summary>The words that call it, such as "key create".</summary>
    string Verb { get; }

    /// <summary>One line for the list of verbs.</summary>
    string Summary { get; }

    /// <summary>Name of the value that follows the verb, such as ID; null where there is none.</summary>
    string? Argument => null;

    IReadOnlyList<CommandOption> Options { get; }

    /// <summary>Does the work. 0: done; 1: done, and problems were found; 2: could not run.</summary>
    /// <exception cref="CommandException">It cannot run; the message says why.</exception>
    Task<int> RunAsync(CommandContext context, CancellationToken stop);
}
