namespace NbaStudio.Security;

/// <summary>Addresses of the pages at the door.</summary>
public static class DoorPaths
{
    public const string SignIn = "/sign-in";
    public const string SecondFactor = "/sign-in/code";
    public const string SetUp = "/set-up";
    public const string Welcome = "/welcome";
    public const string SignOut = "/sign-out";

    /// <summary>An address of this site, or its front page: nobody is sent elsewhere after a sign-in.</summary>
    public static string Local(string? address) => address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : "/";
}
