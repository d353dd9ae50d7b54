namespace NbaStudio.Components.Pages.Rules;

/// <summary>What is offered at a place of a text.</summary>
/// <param name="Start">First character that what is taken replaces.</param>
/// <param name="End">The character after the last.</param>
/// <param name="Entries">The best first; empty when nothing fits.</param>
/// <param name="Found">How many fit in all.</param>
public sealed record Completion(int Start, int End, IReadOnlyList<CompletionEntry> Entries, int Found)
{
    public static Completion None { get; } = new(0, 0, [], 0);
}

/// <param name="Text">What is written, in the language of conditions.</param>
/// <param name="Label">What it is, in the reader's language; empty where the text says it.</param>
public sealed record CompletionEntry(string Text, string Label);
