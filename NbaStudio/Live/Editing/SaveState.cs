namespace NbaStudio.Live.Editing;

/// <summary>Whether what stands in an editor can be put into a change.</summary>
public enum SaveState : byte
{
    /// <summary>There is nothing to put in.</summary>
    Unchanged,

    /// <summary>It is not known yet: what was typed is being checked.</summary>
    Checking,

    /// <summary>Something is missing or wrong.</summary>
    Wrong,

    Ready,
}

/// <summary>The states of editors.</summary>
public static class SaveStates
{
    /// <param name="isRight">What the last check said.</param>
    /// <param name="isChecking">Whether the check of what stands there now is still to come.</param>
    public static SaveState Of(bool isChanged, bool isRight, bool isChecking = false) =>
        !isChanged ? SaveState.Unchanged : isChecking ? SaveState.Checking : isRight ? SaveState.Ready : SaveState.Wrong;
}
