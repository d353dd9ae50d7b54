using Microsoft.Data.Sqlite;
using NbaStudio.Configuration;

namespace NbaStudio.Data.Accounts;

/// <summary>Looks, before the hub starts, whether its workspace has an admin.</summary>
public static class AccountProbe
{
    /// <summary>True where console.db holds an account; the first one is an admin, and one always stays.</summary>
    public static bool HasAdmin(NbaOptions options, string contentRoot) => HasAdmin(Workspace.Of(options, contentRoot));

    /// <summary>The same of a workspace that is known.</summary>
    public static bool HasAdmin(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var file = workspace.ConsoleDatabaseFile;
        if (!File.Exists(file))
        {
            return false;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'accounts'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            return false;
        }

        command.CommandText = "SELECT count(*) FROM accounts";
        return (long)command.ExecuteScalar()! > 0;
    }
}
