package dev.holdfast.benchmark.server.jpa;

import org.springframework.data.jpa.repository.JpaRepository;

/** Repository of the texts. */
interface StoredTexts extends JpaRepository<StoredText, String> {}
