using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Reads which events there are: those that the policy declares and those that simply came.</summary>
public interface IEventTypeReader
{
    /// <summary>All types, those with the most events of today first.</summary>
    /// <param name="language">Language of labels.</param>
    EventTypeList Read(string language);
}

/// <summary>Turns what was seen of a type into a declaration.</summary>
public interface IEventDeclarations
{
    /// <summary>Makes a change of the policy that declares the type with the properties that were seen; publishing it is another step.</summary>
    /// <param name="type">A type that was seen and is not declared.</param>
    /// <param name="who">Author of the change.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Id of the change; null when nothing of the type was seen.</returns>
    /// <exception cref="InvalidOperationException">The type is declared already.</exception>
    [Needs(Scopes.Design)]
    Task<string?> DeclareAsync(string type, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The same declaration, to be put into a change that is open.</summary>
    /// <returns>Null when nothing of the type was seen.</returns>
    ItemWrite? ReadDeclaration(string type);
}

/// <param name="OtherEvents">Events of further types than are told apart; 0 as a rule.</param>
/// <param name="Since">From when on events were looked at: counts of earlier ones are missing.</param>
public sealed record EventTypeList(IReadOnlyList<EventTypeView> Types, long OtherEvents, DateTimeOffset? Since);

/// <summary>One type of event.</summary>
/// <param name="Label">Its name; of an undeclared type the type itself.</param>
/// <param name="Today">Events since midnight in the workspace's zone.</param>
/// <param name="LastSeen">When the last one was taken in; null = none was seen.</param>
/// <param name="OtherProperties">Whether it had more properties than are told apart.</param>
/// <param name="Aggregates">Names of the declared aggregates that count it.</param>
/// <param name="Triggers">Names of the triggers that listen to it, in the reader's language.</param>
public sealed record EventTypeView(
    string Type, LocalizedText Label, bool Declared, long Today, long LastHour, DateTimeOffset? LastSeen, IReadOnlyList<EventPropertyView> Properties, bool OtherProperties,
    IReadOnlyList<string> Aggregates, IReadOnlyList<string> Triggers);

/// <summary>One property of a type.</summary>
/// <param name="DeclaredType">number, money, text, boolean or datetime; null = not declared.</param>
/// <param name="SeenTypes">Types of the values that came, the same words.</param>
/// <param name="Samples">A few short values, the newest first.</param>
public sealed record EventPropertyView(string Name, string? DeclaredType, bool Required, IReadOnlyList<string> SeenTypes, IReadOnlyList<string> Samples);
