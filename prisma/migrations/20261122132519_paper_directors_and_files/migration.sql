-- AlterTable
ALTER TABLE "legal_entity" ADD COLUMN     "managing_directors" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "document_file" (
    "document_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_file_pkey" PRIMARY KEY ("document_id","format")
);
