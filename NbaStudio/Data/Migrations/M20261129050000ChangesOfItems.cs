using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Edits know their base, parent and place; changes know who submitted, who approved what, and what they became.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129050000_ChangesOfItems")]
internal sealed class M20261129050000ChangesOfItems : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.AddColumn<string>("Parent", "change_items", nullable: true);
        migration.AddColumn<string>("After", "change_items", nullable: true);
        migration.AddColumn<int>("BaseRevision", "change_items", nullable: false, defaultValue: 0);
        migration.AddColumn<string>("SubmittedBy", "changes", nullable: true);
        migration.AddColumn<string>("ApprovedBy", "changes", nullable: true);
        migration.AddColumn<string>("ApprovedHash", "changes", nullable: true);
        migration.AddColumn<int>("PublishedAs", "changes", nullable: true);
    }
}
