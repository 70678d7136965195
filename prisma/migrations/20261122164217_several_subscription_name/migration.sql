-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "name" TEXT;
