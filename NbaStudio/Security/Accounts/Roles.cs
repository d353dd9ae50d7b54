namespace NbaStudio.Security.Accounts;

/// <summary>The roles of people, and what each may do. This table is the only place that says it.</summary>
public static class Roles
{
    public const string Marketer = "marketer";
    public const string Approver = "approver";
    public const string Analyst = "analyst";
    public const string Agent = "agent";
    public const string Admin = "admin";

    private static readonly Dictionary<string, string[]> Table = new()
    {
        [Marketer] = [Scopes.Read, Scopes.Design],
        [Approver] = [Scopes.Read, Scopes.Design, Scopes.Publish],
        [Analyst] = [Scopes.Read, Scopes.Sensitive],
        [Agent] = [Scopes.Decide, Scopes.Outcome, Scopes.Customer],
        [Admin] = [Scopes.Admin],
    };

    public static IReadOnlyList<string> All { get; } = [Marketer, Approver, Analyst, Agent, Admin];

    /// <summary>Every scope that one of the roles gives.</summary>
    /// <exception cref="ArgumentException">There is no such role.</exception>
    public static IReadOnlyList<string> ScopesOf(IEnumerable<string> roles) =>
        [.. roles.SelectMany(role => Table.TryGetValue(role, out var scopes) ? scopes : throw new ArgumentException($"There is no role '{role}'; allowed are {string.Join(", ", All)}.", nameof(roles))).Distinct()];
}
