using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>The small policy with attributes of every type.</summary>
internal static class ApiPolicy
{
    public static PolicyDocument Create()
    {
        var small = SmallPolicy.Create();
        return small with
        {
            Attributes =
            [
                .. small.Attributes, new() { Name = "since", Type = "datetime" }, new() { Name = "tags", Type = "textset" }, new() { Name = "active", Type = "boolean" },
                new() { Name = "note", Type = "text" },
            ],
            RandomCheck = 0,
        };
    }
}
