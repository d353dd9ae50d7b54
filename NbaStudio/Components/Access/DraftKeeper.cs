using Microsoft.JSInterop;
using NbaStudio.Security;

namespace NbaStudio.Components.Access;

/// <summary>Keeps what is typed into an editor in the browser's tab, so that it outlives an ended session, a restart of the hub and the way through the sign-in. One person's drafts are not another's.</summary>
public sealed class DraftKeeper(IJSRuntime js, IViewer viewer)
{
    /// <summary>Longer drafts are not kept, in characters: the tab's store is small.</summary>
    private const int MaximumLength = 1024 * 1024;

    private const int MostBytes = 4; // of a character

    private string? _owner;

    /// <summary>Whether something is kept that was neither saved nor thrown away.</summary>
    public bool Keeps { get; private set; }

    /// <param name="editor">Which editor, and of what, such as "trigger:cart-left".</param>
    public async Task KeepAsync(string editor, string text)
    {
        if (text.Length > MaximumLength)
        {
            // Rather nothing than what stood there some steps ago.
            await DropAsync(editor);
            return;
        }

        Keeps = await js.InvokeAsync<bool>("nbaDrafts.keep", await KeyAsync(editor), text);
    }

    /// <summary>What was kept; null where there is nothing.</summary>
    public async Task<string?> FindAsync(string editor)
    {
        var key = await KeyAsync(editor);
        if (!await js.InvokeAsync<bool>("nbaDrafts.has", key))
        {
            return null;
        }

        // As a stream: a draft of some mails is longer than one message of the connection may be.
        await using var kept = await js.InvokeAsync<IJSStreamReference>("nbaDrafts.find", key);
        await using var stream = await kept.OpenReadStreamAsync(MostBytes * MaximumLength);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>It was saved, or thrown away.</summary>
    public async Task DropAsync(string editor)
    {
        await js.InvokeVoidAsync("nbaDrafts.drop", await KeyAsync(editor));
        Keeps = false;
    }

    // Whoever is signed out in the middle of an edit still is whoever began it.
    private async Task<string> KeyAsync(string editor)
    {
        if (_owner is null && await viewer.NowAsync() is { Kind: not CallerKind.Anonymous } who)
        {
            _owner = who.AccountId ?? who.Name;
        }

        return $"nba-draft:{_owner}:{editor}";
    }
}
