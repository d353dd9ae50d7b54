namespace NbaStudio.Commands;

/// <summary>A verb cannot run; the message is for the person who typed it.</summary>
public sealed class CommandException(string message, int exitCode = 2) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
