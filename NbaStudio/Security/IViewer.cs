namespace NbaStudio.Security;

/// <summary>Who looks at the pages of one circuit.</summary>
public interface IViewer
{
    /// <summary>As last looked up: for showing and hiding. Acts take <see cref="NowAsync"/>.</summary>
    Caller Caller { get; }

    /// <summary>Raised on any thread after the viewer's session ended or the roles changed.</summary>
    event Action? Changed;

    /// <summary>Who it is now: nobody once the session has ended.</summary>
    ValueTask<Caller> NowAsync();
}
